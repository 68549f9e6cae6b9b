#include <nlohmann/json.hpp>
#include <sstream>

#include "sandbox/sandbox_client.hpp"
#include "support/raw_http.hpp"

// Who may call, in which forms, and what the gateway says to the rest.

using namespace snsuapi;
using namespace snsuapi_test;
using nlohmann::json;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

// Signs a precheck for the sandbox and gives its form, `name=value&…&Signature=…`.
std::string signedForm(const SandboxClient& sandbox, const std::string& method) {
  ClientProfile profile = sandbox.profile();
  profile.method = method == "GET" ? HttpMethod::Get : HttpMethod::Post;
  const HttpRequest request = AcsClient(profile).sign(precheckRequest()).value().http;
  return method == "GET" ? request.url.substr(request.url.find('?') + 1) : request.body;
}

const char* const kFormHeader = "Content-Type: application/x-www-form-urlencoded\r\n";

std::string codeOf(const RawAnswer& answer) { return json::parse(answer.body).at("Code"); }

std::string withRequest(const SandboxClient& sandbox, const CommonRequest& request,
                        HttpMethod method = HttpMethod::Post) {
  CallOptions options;
  options.method = method;
  return sandbox.client().execute(request, options).error().code();
}

CommonRequest precheckWith(const char* name, const std::string& value) {
  CommonRequest request;
  request.setAction("BandPrecheck").putParameter("IpAddress", "203.0.113.7").putParameter("Port", "50123");
  return request.putParameter(name, value);
}

}  // namespace

TEST_CASE("A signed request is taken as GET, as a POST form, and as a POST with everything in its URL") {
  SandboxClient sandbox;
  const std::string& endpoint = sandbox.endpoint();
  CHECK(codeOf(rawExchange(endpoint, "GET /?" + signedForm(sandbox, "GET") + " HTTP/1.1\r\nHost: x\r\n\r\n")) == "OK");

  const std::string form = signedForm(sandbox, "POST");
  CHECK(codeOf(rawExchange(endpoint, "POST / HTTP/1.1\r\nHost: x\r\n" + std::string(kFormHeader) + "Content-Length: " +
                                         std::to_string(form.size()) + "\r\n\r\n" + form)) == "OK");
  CHECK(codeOf(rawExchange(endpoint, "POST /?" + signedForm(sandbox, "POST") +
                                         " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")) == "OK");
  // No Content-Length at all, as official clients send it.
  CHECK(codeOf(rawExchange(endpoint, "POST /?" + signedForm(sandbox, "POST") + " HTTP/1.1\r\nHost: x\r\n\r\n")) ==
        "OK");
  // In chunks.
  const std::string chunked = signedForm(sandbox, "POST");
  std::ostringstream size;
  size << std::hex << chunked.size();
  CHECK(codeOf(rawExchange(endpoint, "POST / HTTP/1.1\r\nHost: x\r\n" + std::string(kFormHeader) +
                                         "Transfer-Encoding: chunked\r\n\r\n" + size.str() + "\r\n" + chunked +
                                         "\r\n0\r\n\r\n")) == "OK");
}

TEST_CASE("A request split between query and body is signed over both") {
  SandboxClient sandbox;
  const std::string form = signedForm(sandbox, "POST");
  const std::size_t cut = form.find("&IpAddress");
  const std::string body = form.substr(cut + 1);
  CHECK(codeOf(rawExchange(sandbox.endpoint(),
                           "POST /?" + form.substr(0, cut) + " HTTP/1.1\r\nHost: x\r\n" + std::string(kFormHeader) +
                               "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body)) == "OK");
}

TEST_CASE("A wrong secret is SignatureDoesNotMatch with the server's string, which the client tells as such") {
  SandboxClient sandbox;
  ClientProfile profile = sandbox.profile();
  profile.credentials = std::make_shared<StaticCredentialsProvider>("testid", "wrong");
  for (const HttpMethod method : {HttpMethod::Post, HttpMethod::Get}) {
    profile.method = method;
    const auto outcome = AcsClient(profile).execute(precheckRequest());
    CHECK(outcome.error().code() == "SDK.InvalidAccessKeySecret");
    CHECK(outcome.error().httpStatus() == 400);
  }
}

TEST_CASE("A request that was changed on its way does not match its signature") {
  SandboxClient sandbox;
  std::string form = signedForm(sandbox, "GET");
  form.replace(form.find("50123"), 5, "50124");
  const RawAnswer answer = rawExchange(sandbox.endpoint(), "GET /?" + form + " HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(answer.status == 400);
  CHECK(codeOf(answer) == "SignatureDoesNotMatch");
  CHECK(contains(answer.body, "server string to sign is:GET&%2F&AccessKeyId%3Dtestid"));
  CHECK_FALSE(contains(answer.body, "testsecret"));
}

TEST_CASE("A nonce is good once, for either method") {
  SandboxClient sandbox;
  const std::string request = "GET /?" + signedForm(sandbox, "GET") + " HTTP/1.1\r\nHost: x\r\n\r\n";
  CHECK(codeOf(rawExchange(sandbox.endpoint(), request)) == "OK");
  CHECK(codeOf(rawExchange(sandbox.endpoint(), request)) == "SignatureNonceUsed");
  CHECK(withRequest(sandbox, precheckWith("SignatureNonce", "mine")).empty());
  CHECK(withRequest(sandbox, precheckWith("SignatureNonce", "mine"), HttpMethod::Get) == "SignatureNonceUsed");
}

TEST_CASE("A nonce that came with a bad signature is not used up") {
  SandboxClient sandbox;
  ClientProfile profile = sandbox.profile();
  profile.credentials = std::make_shared<StaticCredentialsProvider>("testid", "wrong");
  CHECK(AcsClient(profile).execute(precheckWith("SignatureNonce", "n")).error().code() == "SDK.InvalidAccessKeySecret");
  CHECK(withRequest(sandbox, precheckWith("SignatureNonce", "n")).empty());
}

TEST_CASE("A timestamp is good within 15 minutes on either side") {
  SandboxClient sandbox;
  ClientProfile profile = sandbox.profile();
  const auto codeAt = [&](seconds offset) {
    const auto clientTime = std::make_shared<SandboxTime>();
    clientTime->advance(offset);
    profile.environment = clientTime;
    return AcsClient(profile).execute(precheckRequest()).error().code();
  };
  CHECK(codeAt(minutes(15)).empty());
  CHECK(codeAt(-minutes(15)).empty());
  CHECK(codeAt(minutes(15) + seconds(1)) == "InvalidTimeStamp.Expired");
  CHECK(codeAt(-minutes(15) - seconds(1)) == "InvalidTimeStamp.Expired");
  for (const char* time : {"yesterday", "2018-07-09 08:00:00", "2018-02-30T08:00:00Z", "2018-07-09T24:00:00Z",
                           "2018-13-09T08:00:00Z", "2018-07-09T08:00:00", "2018-07-09T08:00:00+"}) {
    CAPTURE(time);
    CHECK(withRequest(sandbox, precheckWith("Timestamp", time)) == "InvalidTimeStamp.Format");
  }
}

TEST_CASE("What the gateway wants of every request is told by name") {
  SandboxClient sandbox;
  const auto answerTo = [&](const std::string& query) {
    return rawExchange(sandbox.endpoint(), "GET /?" + query + " HTTP/1.1\r\nHost: x\r\n\r\n");
  };
  const std::string whole = signedForm(sandbox, "GET");
  const auto without = [&whole](const std::string& name) {
    const std::size_t at = ("&" + whole).find("&" + name + "=");
    const std::size_t end = std::min(whole.find('&', at), whole.size() - 1);
    return whole.substr(0, at) + whole.substr(end + 1);
  };
  for (const char* name : {"Action", "Version", "AccessKeyId", "Timestamp"}) {
    const RawAnswer answer = answerTo(without(name));
    CAPTURE(name, answer.body);
    CHECK(codeOf(answer) == "MissingParameter");
    CHECK(contains(answer.body, name));
    CHECK(answer.status == 400);
  }
  for (const char* name : {"SignatureMethod", "SignatureVersion", "SignatureNonce", "Signature"}) {
    CAPTURE(name);
    CHECK(codeOf(answerTo(without(name))) == "IncompleteSignature");
  }
  CHECK(codeOf(answerTo("")) == "MissingParameter");
  CHECK(codeOf(answerTo(whole + "&Action=BandPrecheck")) == "InvalidParameter");
  CHECK(codeOf(answerTo(whole + "&X=%GG")) == "InvalidParameter");
  CHECK(codeOf(answerTo(whole + "&X=%2")) == "InvalidParameter");
  CHECK(codeOf(answerTo(whole + "&X=1")) == "SignatureDoesNotMatch");
}

TEST_CASE("Unknown keys, actions, versions and formats are refused") {
  SandboxClient sandbox;
  ClientProfile profile = sandbox.profile();
  profile.credentials = std::make_shared<StaticCredentialsProvider>("nobody", "testsecret");
  CHECK(AcsClient(profile).execute(precheckRequest()).error().code() == "InvalidAccessKeyId.NotFound");
  CommonRequest unknown;
  unknown.setAction("BandPrechecK");
  CHECK(withRequest(sandbox, unknown) == "InvalidAction.NotFound");
  CHECK(withRequest(sandbox, precheckWith("Version", "2017-01-01")) == "InvalidVersion");
  CHECK(withRequest(sandbox, precheckWith("Format", "XML")) == "UnsupportedFormat");
  CHECK(withRequest(sandbox, precheckWith("SignatureMethod", "HMAC-SHA256")) == "IncompleteSignature");
}

TEST_CASE("Chinese text, empty values and reserved characters are signed alike on both sides") {
  SandboxClient sandbox;
  for (const std::string& value : {std::string(), std::string("提速 测试"), std::string("a b+c&d=e%2F~*'()!"),
                                   std::string("\r\n\t"), std::string("\0x", 2), std::string("\xff\xfe")}) {
    CHECK(withRequest(sandbox, precheckWith("BandScene", value)).empty());
    CHECK(withRequest(sandbox, precheckWith("BandScene", value), HttpMethod::Get).empty());
  }
}

TEST_CASE("The service refuses parameters that are missing or make no sense, by name") {
  SandboxClient sandbox;
  const auto messageOf = [&sandbox](const CommonRequest& request) {
    const auto outcome = sandbox.client().execute(request);
    CHECK(outcome.error().code() == "isv.INVALID_PARAMETERS");
    CHECK(outcome.error().httpStatus() == 200);
    return outcome.error().message();
  };
  CHECK(contains(messageOf(precheckWith("IpAddress", "")), "IpAddress"));
  CHECK(contains(messageOf(precheckWith("Port", "x")), "Port"));
  CHECK(contains(messageOf(precheckWith("Port", "65536")), "Port"));
  CommonRequest order;
  order.setAction("BandOfferOrder").putParameter("BandId", "1000001");
  sandbox.get(precheckRequest());
  CHECK(contains(messageOf(order), "OfferId"));
  CHECK(contains(messageOf(order.putParameter("OfferId", "9223372036854775808")), "OfferId"));
}
