#include "auth/rpc_signer.hpp"

#include <algorithm>

#include "auth/crypto.hpp"
#include "auth/percent_encoding.hpp"
#include "auth/wipe.hpp"
#include "inline_buffer.hpp"

namespace snsuapi {
namespace internal {

namespace {

constexpr std::string_view kPath = "&%2F&";  // the path of every RPC request is "/"
constexpr std::string_view kSignature = "&Signature=";
constexpr std::size_t kMethodBytes = 4;  // of the longest, POST

// Of a separator in the string to sign: %26, %3D.
constexpr std::size_t kSeparatorBytes = 3;

/// Writes a form and, in the same pass, the string that its signature covers: the form encoded once more.
class FormWriter {
 public:
  FormWriter(char* form, char* toSign) : form_(form), toSign_(toSign) {}

  /// `name=value`
  void write(std::string_view name, std::string_view value) {
    writeTwiceEncoded(form_, toSign_, name);
    separate('=', "%3D");
    writeTwiceEncoded(form_, toSign_, value);
  }
  void separate(char separator, std::string_view encoded) {
    *form_++ = separator;
    toSign_ += encoded.copy(toSign_, encoded.size());
  }

  const char* formEnd() const { return form_; }
  const char* toSignEnd() const { return toSign_; }

 private:
  char* form_;
  char* toSign_;
};

std::string_view withoutSignature(std::string_view signedForm) {
  return signedForm.substr(0, signedForm.rfind(kSignature));
}

}  // namespace

Outcome<std::string> signedForm(std::string_view method, ParameterList& parameters, std::string_view accessKeySecret) {
  parameters.sort();
  const std::size_t separators = 2 * parameters.count();
  const std::size_t signatureRoom = kSignature.size() + kMaxEncodedBytes * kBase64Sha1Bytes;
  std::string form(kMaxEncodedBytes * parameters.textBytes() + separators + signatureRoom, '\0');
  InlineBuffer<char, 4096> toSign;
  toSign.extend(kMethodBytes + kPath.size() + kMaxTwiceEncodedBytes * parameters.textBytes() +
                kSeparatorBytes * separators);

  char* const signedBegin = toSign.data();
  char* out = signedBegin;
  out += method.copy(out, kMethodBytes);
  out += kPath.copy(out, kPath.size());
  FormWriter writer(form.data(), out);
  parameters.forEach([&](std::string_view name, std::string_view value) {
    if (writer.formEnd() != form.data()) writer.separate('&', "%26");
    writer.write(name, value);
  });
  form.resize(static_cast<std::size_t>(writer.formEnd() - form.data()));

  InlineBuffer<char, 64> key;
  char* const keyBegin = key.extend(accessKeySecret.size() + 1);  // at once: no copy is left behind, unwiped
  keyBegin[accessKeySecret.copy(keyBegin, accessKeySecret.size())] = '&';
  const std::optional<Sha1Digest> digest =
      hmacSha1({keyBegin, key.size()}, {signedBegin, static_cast<std::size_t>(writer.toSignEnd() - signedBegin)});
  wipe(keyBegin, key.size());
  if (!digest) {
    return Error(ErrorKind::Configuration, "SDK.CryptoFailure",
                 "libcrypto refuses HMAC-SHA1, which the service's signatures need (a FIPS-only configuration?)");
  }
  const Base64Sha1 signature = base64(*digest);
  appendSignature(form, {signature.data(), signature.size()});
  return form;
}

std::string unsignedForm(ParameterList& parameters) {
  parameters.sort();
  std::string form;
  parameters.forEach([&form](std::string_view name, std::string_view value) {
    if (!form.empty()) form += '&';
    appendPercentEncoded(form, name);
    form += '=';
    appendPercentEncoded(form, value);
  });
  return form;
}

void appendSignature(std::string& form, std::string_view signature) {
  form += kSignature;
  appendPercentEncoded(form, signature);
}

std::string_view formOf(const HttpRequest& request) {
  if (!request.body.empty()) return request.body;
  const std::string_view url = request.url;
  return url.substr(std::min(url.find('?'), url.size() - 1) + 1);
}

std::string_view encodedValue(std::string_view form, std::string_view name) {
  for (std::size_t at = 0; at < form.size();) {
    const std::string_view pair = form.substr(at, form.find('&', at) - at);
    if (pair.size() > name.size() && pair[name.size()] == '=' && pair.substr(0, name.size()) == name) {
      return pair.substr(name.size() + 1);
    }
    at += pair.size() + 1;
  }
  return {};
}

std::string stringToSign(std::string_view method, std::string_view wholeForm) {
  const std::string_view form = withoutSignature(wholeForm);
  std::string text;
  text.reserve(method.size() + kPath.size() + kMaxEncodedBytes * form.size());
  text.append(method).append(kPath);
  appendPercentEncoded(text, form);
  return text;
}

std::string signatureOf(std::string_view signedForm) {
  const std::size_t at = signedForm.rfind(kSignature);
  return at == std::string_view::npos ? std::string() : percentDecoded(signedForm.substr(at + kSignature.size()));
}

}  // namespace internal
}  // namespace snsuapi
