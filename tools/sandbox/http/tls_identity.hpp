#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>

namespace snsuapi {
namespace sandbox {

/// A key and a certificate of its own, made when it is, for localhost, the loopback addresses and one more name. The
/// certificate, which clients are told to trust, is in a file until the object goes; the key is in memory only.
class TlsIdentity {
 public:
  /// @param host the name or address that clients use
  /// @param file to write the certificate to; empty: a new one in the directory for temporary files
  /// Throws std::runtime_error.
  TlsIdentity(const std::string& host, const std::string& file);
  TlsIdentity(const TlsIdentity&) = delete;
  TlsIdentity& operator=(const TlsIdentity&) = delete;
  ~TlsIdentity();

  SSL_CTX* context() const { return context_.get(); }
  const std::string& certificateFile() const { return file_; }

 private:
  struct FreeContext {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };

  std::unique_ptr<SSL_CTX, FreeContext> context_;
  std::string file_;
};

}  // namespace sandbox
}  // namespace snsuapi
