#include "http/tls_identity.hpp"

#include <arpa/inet.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace snsuapi {
namespace sandbox {

namespace {

template <auto free>
struct Free {
  template <class T>
  void operator()(T* object) const {
    free(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX_free>>;
using Certificate = std::unique_ptr<X509, Free<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Free<X509_EXTENSION_free>>;
using Bio = std::unique_ptr<BIO, Free<BIO_free_all>>;

constexpr const char* kName = "Snsuapi sandbox";

void require(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("libcrypto can't ") + what);
}

Key makeKey() {
  const KeyContext context(EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nullptr));
  EVP_PKEY* key = nullptr;
  require(context && EVP_PKEY_keygen_init(context.get()) == 1 &&
              EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context.get(), NID_X9_62_prime256v1) == 1 &&
              EVP_PKEY_keygen(context.get(), &key) == 1,
          "make a key");
  return Key(key);
}

std::string alternativeNames(const std::string& host) {
  std::array<unsigned char, sizeof(in6_addr)> address{};
  const bool isAddress =
      inet_pton(AF_INET, host.c_str(), address.data()) == 1 || inet_pton(AF_INET6, host.c_str(), address.data()) == 1;
  std::string known = "DNS:localhost,IP:127.0.0.1,IP:::1";
  if (host == "localhost" || host == "127.0.0.1" || host == "::1") return known;
  return known + (isAddress ? ",IP:" : ",DNS:") + host;
}

void addExtension(X509* certificate, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
  require(extension && X509_add_ext(certificate, extension.get(), -1) == 1, "extend a certificate");
}

Certificate makeCertificate(EVP_PKEY* key, const std::string& host) {
  constexpr long kDay = 86'400;
  std::int64_t serial = 0;
  require(RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) == 1, "draw a serial number");
  Certificate certificate(X509_new());
  X509* raw = certificate.get();
  X509_set_version(raw, 2);
  ASN1_INTEGER_set_int64(X509_get_serialNumber(raw), serial & INT64_MAX);
  X509_gmtime_adj(X509_getm_notBefore(raw), -kDay);  // a client's clock may be a little behind
  X509_gmtime_adj(X509_getm_notAfter(raw), 30 * kDay);
  X509_set_pubkey(raw, key);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(raw), "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(kName), -1, -1, 0);
  X509_set_issuer_name(raw, X509_get_subject_name(raw));
  addExtension(raw, NID_basic_constraints, "critical,CA:TRUE");
  addExtension(raw, NID_subject_alt_name, alternativeNames(host).c_str());
  require(X509_sign(raw, key, EVP_sha256()) > 0, "sign a certificate");
  return certificate;
}

// A new file that nobody else could have put there.
std::string makeTemporaryFile() {
  const char* directory = std::getenv("TMPDIR");
  std::string file =
      std::string(directory == nullptr || *directory == '\0' ? "/tmp" : directory) + "/snsuapi-sandbox-XXXXXX.pem";
  const int descriptor = mkstemps(file.data(), 4);
  if (descriptor < 0) throw std::runtime_error("can't make " + file + ": " + std::strerror(errno));
  close(descriptor);
  return file;
}

}  // namespace

TlsIdentity::TlsIdentity(const std::string& host, const std::string& file)
    : context_(SSL_CTX_new(TLS_server_method())) {
  const Key key = makeKey();
  const Certificate certificate = makeCertificate(key.get(), host);
  require(context_ && SSL_CTX_set_min_proto_version(context_.get(), TLS1_2_VERSION) == 1 &&
              SSL_CTX_use_certificate(context_.get(), certificate.get()) == 1 &&
              SSL_CTX_use_PrivateKey(context_.get(), key.get()) == 1,
          "set up TLS");
  const std::string path = file.empty() ? makeTemporaryFile() : file;
  const Bio out(BIO_new_file(path.c_str(), "w"));
  if (!out || PEM_write_bio_X509(out.get(), certificate.get()) != 1 || BIO_flush(out.get()) != 1) {
    throw std::runtime_error("can't write the certificate to " + path + ": " + std::strerror(errno));
  }
  file_ = path;
}

TlsIdentity::~TlsIdentity() { unlink(file_.c_str()); }

}  // namespace sandbox
}  // namespace snsuapi
