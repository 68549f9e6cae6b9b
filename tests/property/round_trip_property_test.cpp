#include <rapidcheck.h>

#include <chrono>
#include <ctime>
#include <snsuapi/snsuapi.hpp>
#include <string>

#include "auth/percent_encoding.hpp"
#include "auth/providers/expiration.hpp"
#include "environment.hpp"
#include "http/http_date.hpp"
#include "property/any_text.hpp"
#include "property/independent_signature.hpp"
#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/test_profile.hpp"

// What is written is read back as what it was.

using namespace snsuapi;
using namespace snsuapi_test;
using Time = std::chrono::system_clock::time_point;

namespace {

/// From 1970 to the end of 2200, the whole seconds that both forms can tell.
rc::Gen<std::int64_t> anySeconds() {
  constexpr std::int64_t kEnd = 7289654400;  // 2201-01-01T00:00:00Z
  return rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, kEnd), rc::gen::inRange<std::int64_t>(0, 100),
                        rc::gen::inRange<std::int64_t>(kEnd - 100, kEnd),
                        rc::gen::inRange<std::int64_t>(951782300, 951868900));  // around 29 February 2000
}

// By the C library; the names are English, since the test sets no locale.
std::string formatted(std::int64_t seconds, const char* form) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  gmtime_r(&time, &parts);
  char text[64];
  return std::string(text, std::strftime(text, sizeof text, form, &parts));
}

std::string presigned(const std::string& keyId, const std::string& token, HttpMethod method,
                      const CommonRequest& request) {
  ClientProfile profile = testProfile();
  profile.credentials = std::make_shared<StaticCredentialsProvider>(keyId, "secret", token);
  profile.method = method;
  return PresignedRequest(AcsClient(profile).sign(request).value()).serialize();
}

}  // namespace

TEST_CASE("Any text that is percent-encoded comes back, and is encoded as the specification says") {
  CHECK(rc::check([] {
    const std::string text = *anyText();
    std::string encoded = *anyText();
    const std::string before = encoded;
    internal::appendPercentEncoded(encoded, text);
    RC_ASSERT(encoded == before + percentEncoded(text));
    RC_ASSERT(internal::percentDecoded(encoded.substr(before.size())) == text);
  }));
}

TEST_CASE("Encoding twice in one pass is encoding what was encoded") {
  CHECK(rc::check([] {
    const std::string text = *anyText();
    std::string once(internal::kMaxEncodedBytes * text.size(), '\0');
    std::string twice(internal::kMaxTwiceEncodedBytes * text.size(), '\0');
    char* onceEnd = once.data();
    char* twiceEnd = twice.data();
    internal::writeTwiceEncoded(onceEnd, twiceEnd, text);
    RC_ASSERT(std::string(once.data(), onceEnd) == percentEncoded(text));
    RC_ASSERT(std::string(twice.data(), twiceEnd) == percentEncoded(percentEncoded(text)));
  }));
}

TEST_CASE("A text that never was encoded is decoded to no more than it is") {
  CHECK(rc::check([] {
    const std::string text = *anyText();
    RC_ASSERT(internal::percentDecoded(text).size() <= text.size());
  }));
}

TEST_CASE("A presigned request is read back as it was, and sent as it was signed") {
  CHECK(rc::check([] {
    CommonRequest request;
    request.setAction("BandPrecheck");
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i) request.putParameter("P" + std::to_string(i), *anyText());
    const HttpMethod method = *rc::gen::element(HttpMethod::Post, HttpMethod::Get);
    const std::string text =
        presigned(*anyKeyText(), *rc::gen::oneOf(rc::gen::just(std::string()), anyKeyText()), method, request);
    RC_PRE(text.size() <= 8192U);

    const auto read = Presigned<BandPrecheckRequest>::parse(text);
    RC_ASSERT(static_cast<bool>(read));
    RC_ASSERT(read->serialize() == text);

    const auto mock = std::make_shared<testing::MockTransport>();
    mock->enqueueJson(200, kPrecheckBody);
    RC_ASSERT(static_cast<bool>(AcsClient(testProfile(), mock).execute(*read)));
    const testing::RecordedRequest sent = mock->requests().at(0);
    const std::string form = method == HttpMethod::Post ? sent.body : sent.url.substr(sent.url.find('?') + 1);
    RC_ASSERT(sent.method + " " + form == text);
    RC_ASSERT(sent.parameters == *readForm(form));
  }));
}

TEST_CASE("A presigned request that was cut, or has got anything that no form holds, is refused") {
  CHECK(rc::check([] {
    const std::string text = presigned("testid", "", HttpMethod::Post, CommonRequest().setAction("BandPrecheck"));
    RC_ASSERT(static_cast<bool>(Presigned<BandPrecheckRequest>::parse(text)));
    RC_ASSERT(!Presigned<BandPrecheckRequest>::parse(text.substr(0, *rc::gen::inRange<std::size_t>(0, text.size()))));
    std::string strange = text;
    strange.insert(*rc::gen::inRange<std::size_t>(0, text.size() + 1), 1,
                   *rc::gen::elementOf(std::string("\r\n\0 #?/\"\x80", 9)));
    RC_ASSERT(!Presigned<BandPrecheckRequest>::parse(strange));
  }));
}

TEST_CASE("A time is stamped and read back to the second") {
  CHECK(rc::check([] {
    const std::int64_t seconds = *anySeconds();
    const Time time{std::chrono::seconds(seconds)};
    const Time within = time + std::chrono::nanoseconds(*rc::gen::inRange(0, 1000000000));
    const std::string text(internal::Timestamp(within).text());
    RC_ASSERT(text == formatted(seconds, "%Y-%m-%dT%H:%M:%SZ"));
    RC_ASSERT(internal::parseExpiration(text) == time);
  }));
}

TEST_CASE("A server's date is read as the time that it was made of") {
  CHECK(rc::check([] {
    const std::int64_t seconds = *anySeconds();
    RC_ASSERT(internal::parseHttpDate(formatted(seconds, "%a, %d %b %Y %H:%M:%S GMT")) ==
              Time{std::chrono::seconds(seconds)});
  }));
}
