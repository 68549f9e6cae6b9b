#include <functional>
#include <regex>

#include "faults/callers.hpp"
#include "faults/fault.hpp"
#include "faults/secret_watch.hpp"
#include "support/requests.hpp"
#include "support/secret_forms.hpp"
#include "support/test_profile.hpp"

// Servers, and what stands before them, repeat what they were sent. None of it may come out on our side.

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

using Answer = std::function<std::string(const std::string& echo)>;

std::string json(const char* code, const std::string& echo) {
  return std::string(R"({"RequestId":")") + echo + R"(","HostId":")" + echo + R"(","Code":")" + code +
         R"(","Message":"it was )" + echo + "\"}";
}

const std::vector<std::pair<const char*, Answer>>& answers() {
  static const std::vector<std::pair<const char*, Answer>> all = {
      {"a refusal", [](const std::string& echo) { return httpAnswer(400, json("Forbidden.RAM", echo)); }},
      {"a code", [](const std::string& echo) { return httpAnswer(400, json(echo.c_str(), echo)); }},
      {"a signature that does not match",
       [](const std::string& echo) {
         return httpAnswer(400, json("SignatureDoesNotMatch", "string to sign is:" + echo));
       }},
      {"a business error",
       [](const std::string& echo) { return httpAnswer(200, json("isv.BAND_CHECK_EXPIRE", echo)); }},
      {"a failure", [](const std::string& echo) { return httpAnswer(503, json("ServiceUnavailable", echo)); }},
      {"a timestamp that is refused, with a date",
       [](const std::string& echo) {
         return httpAnswer(400, json("InvalidTimeStamp.Expired", echo), "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n");
       }},
      {"a page", [](const std::string& echo) { return httpAnswer(502, "<html>" + echo + "</html>"); }},
      {"a text", [](const std::string& echo) { return httpAnswer(200, echo); }},
      {"JSON that is cut",
       [](const std::string& echo) { return httpAnswer(200, R"({"Code":"OK","Message":")" + echo); }},
      {"a member of the wrong type",
       [](const std::string& echo) {
         return httpAnswer(200, R"({"Code":"OK","RequestId":")" + echo + R"(","ResultModule":")" + echo + "\"}");
       }},
      {"a member of its name", [](const std::string& echo) { return httpAnswer(200, "{\"" + echo + "\":1}"); }},
      {"a status line",
       [](const std::string& echo) { return "HTTP/1.1 400 " + echo + "\r\nContent-Length: 0\r\n\r\n"; }},
      {"no status line", [](const std::string& echo) { return echo + "\r\n\r\n"; }},
      {"a header", [](const std::string& echo) { return httpAnswer(500, "", "X-Echo: " + echo + "\r\n"); }},
      {"a header's name", [](const std::string& echo) { return httpAnswer(500, "", echo + ": 1\r\n"); }},
      {"a length that is none",
       [](const std::string& echo) { return "HTTP/1.1 200 OK\r\nContent-Length: " + echo + "\r\n\r\n"; }},
      {"a redirect", [](const std::string& echo) { return httpAnswer(302, "", "Location: /?" + echo + "\r\n"); }}};
  return all;
}

/// A temporary key, with what is encoded in it.
const std::string kId = "LTAI-of-the-echo";
const std::string kSecretText = "secret/of+the=echo";
const std::string kToken = "token/of+the=echo==";

/// What a server can make of a request and its key: each secret in each of its forms, in one line.
std::string echoOf(const ArrivedRequest& request) {
  std::string echo;
  for (const std::string& secret : {kId, kSecretText, kToken, signatureIn(request).value()}) {
    for (const std::string& form : formsOf(secret)) echo += form + " ";
  }
  return echo;
}

/// A server that answers so.
Scene echoing(const Answer& answer) {
  Scene scene = served([answer](ServerConnection& connection) {
    while (const auto request = connection.readRequest()) {
      if (!connection.write(answer(echoOf(*request)))) return;
    }
  });
  scene.profile.credentials = std::make_shared<StaticCredentialsProvider>(kId, kSecretText, kToken);
  return scene;
}

// A text of 28 characters that base64 could be of an HMAC-SHA1, in any form that the server makes of it.
bool holdsSignature(const std::string& text) {
  static const std::regex form("[A-Za-z0-9+/%]{27,}(=|%3[Dd]|%253[Dd])");
  return std::regex_search(text, form);
}

}  // namespace

TEST_CASE("What a server echoes of the key, the token and the signature stands in no error, exception or line") {
  for (const auto& [name, answer] : answers()) {
    for (const Way& way : allWays()) {
      CAPTURE(name, way.name);
      Scene scene = echoing(answer);
      const SecretWatch watch(scene.profile);
      const auto caller = way.makeCaller(scene.profile);
      for (const Action action : {Action::Precheck, Action::Order}) {
        const Heard heard = caller->call(action);
        REQUIRE_FALSE(heard.isSuccess);
        watch.check(heard);
        CHECK_FALSE(holdsSignature(heard.message + heard.requestId));  // in C its own, which the watch does not know
        if (way.hasObserver) watch.checkAttempts();
      }
    }
  }
}

TEST_CASE("A request id that a server makes of the signature is in no line of a call that went well either") {
  for (const Way& way : allWays()) {
    if (!way.hasObserver) continue;
    CAPTURE(way.name);
    Scene scene = echoing([](const std::string& echo) {
      return httpAnswer(200, R"({"RequestId":")" + echo + R"(","Code":"OK","ResultModule":{"LxOrderId":77}})");
    });
    const SecretWatch watch(scene.profile);
    CHECK(way.makeCaller(scene.profile)->call(Action::Order).isSuccess);
    watch.checkAttempts();
  }
}
