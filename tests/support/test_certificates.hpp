#pragma once

#include <string>

namespace snsuapi_test {

/// A certificate and its private key, both PEM.
struct Certificate {
  std::string certificate;
  std::string privateKey;
};

/// An authority made for one test, and the certificates that it signs. Keys are P-256.
class CertificateAuthority {
 public:
  CertificateAuthority();

  /// Its own certificate, PEM: what a client has to trust.
  const std::string& certificate() const { return own_.certificate; }

  /// @param subjectAltName as OpenSSL writes it, such as `IP:127.0.0.1` or `DNS:localhost`
  /// @param daysLeft       how long it is valid; below 0: it ended so many days ago
  Certificate issue(const std::string& subjectAltName, int daysLeft = 1) const;

 private:
  Certificate own_;
};

}  // namespace snsuapi_test
