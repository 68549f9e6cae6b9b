#include "injection/wire.hpp"

#include <regex>

#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/secret_forms.hpp"

namespace snsuapi_test {

namespace {

std::vector<std::string> linesOf(const std::string& head) {
  std::vector<std::string> lines;
  std::size_t at = 0;
  for (std::size_t end = 0; end != std::string::npos; at = end + 2) {
    end = head.find("\r\n", at);
    lines.push_back(head.substr(at, end == std::string::npos ? end : end - at));
  }
  return lines;
}

std::map<std::string, std::string> parametersOf(const std::string& form) {
  static const std::regex wellFormed("([A-Za-z0-9_.~-]|%[0-9A-F]{2})+=([A-Za-z0-9_.~-]|%[0-9A-F]{2})*");
  std::map<std::string, std::string> parameters;
  for (std::size_t at = 0; at <= form.size();) {
    const std::string pair = form.substr(at, form.find('&', at) - at);
    CAPTURE(pair);
    REQUIRE(std::regex_match(pair, wellFormed));
    const std::size_t equals = pair.find('=');
    CHECK(parameters.emplace(percentDecoded(pair.substr(0, equals)), percentDecoded(pair.substr(equals + 1))).second);
    at += pair.size() + 1;
  }
  return parameters;
}

}  // namespace

const std::vector<std::string>& hostileTexts() {
  static const std::vector<std::string> all = {"x\r\nX-Injected: 1",
                                               "x\r\n\r\nGET /second HTTP/1.1\r\nHost: x\r\n\r\n",
                                               "x\nX-Injected: 1",
                                               "x\rX-Injected: 1",
                                               std::string("x\0y", 3),
                                               std::string(1, '\0'),
                                               "x&Action=BandOfferOrder&OfferId=1",
                                               "x=y&Signature=z",
                                               "x HTTP/1.1",
                                               "x?y#z",
                                               "x%0d%0aX-Injected:%201",
                                               "x%00y",
                                               "+ %",
                                               "\xFF\xFE",
                                               "\xC0\x8D\xC0\x8A",
                                               "\xED\xA0\x80",
                                               "\xE5\xAE",
                                               "\xE2\x80\xA8\xC2\x85",
                                               "\x7F\x1B[31m",
                                               "\t"};
  return all;
}

Recorder::Recorder()
    : server_([](ServerConnection& connection) {
        while (const auto request = connection.readRequest()) {
          const std::string form = request->body + request->target();
          // What each action reads as its ResultModule.
          const bool isObject = form.find("Action=BandStatusQuery") != std::string::npos ||
                                form.find("Action=BandOfferOrder") != std::string::npos;
          const bool isText = form.find("Action=MobileStartSpeedUp") != std::string::npos;
          if (form.find("Action=BandPrecheck") != std::string::npos) {
            connection.write(httpAnswer(200, kPrecheckBody));
          } else {
            connection.write(httpAnswer(200, std::string(R"({"RequestId":"r","Code":"OK","ResultModule":)") +
                                                 (isObject ? R"({"LxOrderId":1})"
                                                  : isText ? "\"c\""
                                                           : "true") +
                                                 "}"));
          }
        }
      }) {}

ArrivedRequest Recorder::takeOne() {
  const std::vector<ArrivedRequest> all = server_.arrivals();
  REQUIRE(all.size() == taken_ + 1);
  taken_ = all.size();
  return all.back();
}

std::map<std::string, std::string> checkedParameters(const ArrivedRequest& request, const std::string& endpoint,
                                                     const std::string& userAgentSuffix) {
  CAPTURE(request.head, request.body);
  const std::string host = endpoint.substr(endpoint.find("://") + 3);
  const bool isPost = request.method() == "POST";
  std::vector<std::string> expected = {"Host: " + host, {}, "Accept: application/json"};
  if (isPost) {
    expected.push_back("Content-Length: " + std::to_string(request.body.size()));
    expected.emplace_back("Content-Type: application/x-www-form-urlencoded");
  }
  std::vector<std::string> lines = linesOf(request.head);
  REQUIRE(lines.size() == expected.size() + 1);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (i != 1) CHECK(lines[i + 1] == expected[i]);
  }
  const std::string suffix = userAgentSuffix.empty() ? "" : " " + userAgentSuffix;
  const std::regex agent("User-Agent: AlibabaCloud \\([A-Za-z]+; [A-Za-z0-9_]+\\) snsuapi-cpp/[0-9.]+");
  const std::size_t ours = lines[2].size() - std::min(lines[2].size(), suffix.size());
  CHECK(std::regex_match(lines[2].substr(0, ours), agent));
  CHECK(lines[2].substr(ours) == suffix);
  if (isPost) {
    CHECK(lines[0] == "POST / HTTP/1.1");
    return parametersOf(request.body);
  }
  REQUIRE(lines[0].rfind("GET /?", 0) == 0);
  CHECK(request.body.empty());
  CHECK(lines[0] == "GET " + request.target() + " HTTP/1.1");
  return parametersOf(request.target().substr(2));
}

}  // namespace snsuapi_test
