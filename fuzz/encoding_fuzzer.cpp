// Percent-encoding, and the form that is signed: names and values of any bytes.
//
// What is encoded comes back, holds nothing but unreserved characters and %XX, and takes no more room than was
// promised; the form is in the signature's order, and its signature is what a second implementation (the sandbox's)
// computes.

#include <fuzzer/FuzzedDataProvider.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "ascii.hpp"
#include "auth/percent_encoding.hpp"
#include "auth/rpc_signer.hpp"
#include "gateway/rpc_signature.hpp"
#include "support/require.hpp"

using namespace snsuapi;
using namespace snsuapi_fuzz;

namespace {

constexpr const char* kSecret = "testsecret";

std::string encoded(std::string_view text) {
  std::string out;
  internal::appendPercentEncoded(out, text);
  return out;
}

bool isUpperHex(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'); }

bool isEncoded(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (internal::isAlphanumeric(text[at]) || std::string_view("-_.~").find(text[at]) != std::string_view::npos)
      continue;
    if (text[at] != '%' || text.size() - at < 3 || !isUpperHex(text[at + 1]) || !isUpperHex(text[at + 2])) return false;
    at += 2;
  }
  return true;
}

void checkText(const std::string& text) {
  const std::string once = encoded(text);
  require(isEncoded(once), "only unreserved characters and %XX are left");
  require(once == sandbox::percentEncode(text), "both encode alike");
  require(internal::percentDecoded(once) == text, "what was encoded comes back");
  internal::percentDecoded(text);  // that never was encoded

  // In blocks of just the size that is promised to be enough, which the address sanitizer watches.
  const auto first = std::make_unique<char[]>(internal::kMaxEncodedBytes * text.size());
  const auto second = std::make_unique<char[]>(internal::kMaxTwiceEncodedBytes * text.size());
  char* firstEnd = first.get();
  char* secondEnd = second.get();
  internal::writeTwiceEncoded(firstEnd, secondEnd, text);
  require(std::string(first.get(), firstEnd) == once, "encoding once is the same in both functions");
  require(std::string(second.get(), secondEnd) == encoded(once), "encoding twice is encoding what was encoded");
}

void checkForm(const std::string& form, const std::string& method, const sandbox::Parameters& parameters) {
  sandbox::Parameters read;
  require(!sandbox::decodeInto(form, read), "the form can be read");
  require(read.count("Signature") == 1, "the form is signed");
  const std::string toSign = sandbox::stringToSign(method, parameters);
  require(read["Signature"] == sandbox::signatureOf(toSign, kSecret), "the signature is right");
  require(internal::signatureOf(form) == read["Signature"], "the form ends with its signature");
  require(internal::stringToSign(method, form) == toSign, "the string to sign is right");
  read.erase("Signature");
  require(read == parameters, "the form holds the parameters, and nothing else");

  std::string last;
  bool isFirst = true;
  std::string_view rest(form);
  rest = rest.substr(0, rest.rfind("&Signature="));
  for (std::size_t at = 0; at <= rest.size() && !rest.empty();) {
    const std::string_view pair = rest.substr(at, rest.find('&', at) - at);
    const std::size_t equals = pair.find('=');
    require(equals != std::string_view::npos, "each pair has a =");
    require(isEncoded(pair.substr(0, equals)) && isEncoded(pair.substr(equals + 1)), "names and values are encoded");
    const std::string name = internal::percentDecoded(pair.substr(0, equals));
    require(isFirst || last < name, "the names are in order");
    last = name;
    isFirst = false;
    at += pair.size() + 1;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider input(data, size);
  const std::string method = input.ConsumeBool() ? "POST" : "GET";
  sandbox::Parameters parameters;
  internal::ParameterList list;
  while (input.remaining_bytes() > 0) {
    const std::string name = input.ConsumeRandomLengthString();
    const std::string value = input.ConsumeRandomLengthString();
    checkText(name);
    checkText(value);
    if (name == "Signature" || !parameters.emplace(name, value).second) continue;
    list.add(name, value);
  }
  const auto signedForm = internal::signedForm(method, list, kSecret);
  require(static_cast<bool>(signedForm), "any parameters can be signed");
  checkForm(*signedForm, method, parameters);

  std::string assembled = internal::unsignedForm(list);
  internal::appendSignature(assembled, internal::signatureOf(*signedForm));
  require(assembled == *signedForm, "a form that somebody else signs is the same form");
  return 0;
}
