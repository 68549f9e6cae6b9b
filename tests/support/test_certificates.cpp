#include "support/test_certificates.hpp"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <memory>
#include <stdexcept>

namespace snsuapi_test {

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
using X509Certificate = std::unique_ptr<X509, Free<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Free<X509_EXTENSION_free>>;
using Bio = std::unique_ptr<BIO, Free<BIO_free_all>>;

void require(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("test certificates: ") + what);
}

Key makeKey() {
  const KeyContext context(EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nullptr));
  EVP_PKEY* key = nullptr;
  require(context && EVP_PKEY_keygen_init(context.get()) == 1 &&
              EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context.get(), NID_X9_62_prime256v1) == 1 &&
              EVP_PKEY_keygen(context.get(), &key) == 1,
          "no key");
  return Key(key);
}

template <class Write>
std::string pem(Write write) {
  const Bio bio(BIO_new(BIO_s_mem()));
  require(bio && write(bio.get()) == 1, "no PEM");
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return std::string(data, static_cast<std::size_t>(size));
}

Bio readable(const std::string& text) { return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))); }

void addExtension(X509* certificate, X509* issuer, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
  require(extension && X509_add_ext(certificate, extension.get(), -1) == 1, "no extension");
}

X509Certificate makeCertificate(EVP_PKEY* key, const char* commonName, long serial, int daysLeft) {
  constexpr long kDay = 24 * 60 * 60;
  X509Certificate certificate(X509_new());
  X509* raw = certificate.get();
  X509_set_version(raw, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(raw), serial);
  X509_gmtime_adj(X509_getm_notBefore(raw), -30 * kDay);
  X509_gmtime_adj(X509_getm_notAfter(raw), daysLeft * kDay);
  X509_set_pubkey(raw, key);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(raw), "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(commonName), -1, -1, 0);
  return certificate;
}

Certificate toPem(X509* certificate, EVP_PKEY* key) {
  return {pem([&](BIO* bio) { return PEM_write_bio_X509(bio, certificate); }),
          pem([&](BIO* bio) { return PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr); })};
}

}  // namespace

CertificateAuthority::CertificateAuthority() {
  const Key key = makeKey();
  static std::atomic<int> count{0};
  const std::string name = "snsuapi test authority " + std::to_string(++count);
  const X509Certificate certificate = makeCertificate(key.get(), name.c_str(), 1, 30);
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
  addExtension(certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
  require(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0, "no signature");
  own_ = toPem(certificate.get(), key.get());
}

Certificate CertificateAuthority::issue(const std::string& subjectAltName, int daysLeft) const {
  const Bio certificateBio = readable(own_.certificate);
  const Bio keyBio = readable(own_.privateKey);
  const X509Certificate issuer(PEM_read_bio_X509(certificateBio.get(), nullptr, nullptr, nullptr));
  const Key issuerKey(PEM_read_bio_PrivateKey(keyBio.get(), nullptr, nullptr, nullptr));
  const Key key = makeKey();
  const X509Certificate certificate = makeCertificate(key.get(), "snsuapi test server", 2, daysLeft);
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer.get()));
  addExtension(certificate.get(), issuer.get(), NID_subject_alt_name, subjectAltName.c_str());
  require(X509_sign(certificate.get(), issuerKey.get(), EVP_sha256()) > 0, "no signature");
  return toPem(certificate.get(), key.get());
}

}  // namespace snsuapi_test
