#include "batch/result_format.hpp"

#include <nlohmann/json.hpp>
#include <snsuapi/testing/mock_transport.hpp>

#include "support/catch.hpp"
#include "support/test_profile.hpp"

using namespace snsuapi;
using namespace snsuapi::cli;
using namespace snsuapi_test;

namespace {

BatchItem item() {
  BatchItem item;
  item.number = 12;
  item.key = "k\"1\",\n";
  item.request.setIpAddress("203.0.113.7").setPort(50123);
  return item;
}

Outcome<BandPrecheckResponse> accepted() {
  const auto mock = std::make_shared<snsuapi::testing::MockTransport>();
  mock->enqueueJson(200, R"({"Code":"OK","Message":"好","RequestId":"r","ResultModule":{"BandId":9000000001,
      "UploadBandwidth":10,"DownloadBandwidth":100,"BandOfferList":[
      {"OfferId":220980804008,"Bandwidth":20,"Duration":9999,"Direction":"UP"},
      {"OfferId":2,"Bandwidth":200,"Duration":1,"Direction":"DOWN"}]}})");
  return AcsClient(testProfile(), mock).execute(item().request);
}

Error refused() {
  return Error(ErrorKind::Service, "isv.BAND_UNSURPOT_SPEEDUP", "no\r\n\x1b[31m \"way\"", Delivery::Answered)
      .setRequestId("r2");
}

std::string resultOf(BatchFormat format, const Outcome<BandPrecheckResponse>& outcome) {
  std::string text;
  appendResult(text, format, item(), outcome);
  return text;
}

}  // namespace

TEST_CASE("A result in CSV is one row with all that the service said, but the offers' count alone") {
  CHECK(resultOf(BatchFormat::Csv, accepted()) ==
        "12,\"k\"\"1\"\",\n\",203.0.113.7,50123,OK,9000000001,10,100,2,好,r\n");
  CHECK(resultOf(BatchFormat::Csv, refused()) ==
        "12,\"k\"\"1\"\",\n\",203.0.113.7,50123,isv.BAND_UNSURPOT_SPEEDUP,,,,,\"no   [31m \"\"way\"\"\",r2\n");
}

TEST_CASE("A result in JSONL has the whole list of offers") {
  const std::string text = resultOf(BatchFormat::Jsonl, accepted());
  CHECK(text.find('\n') == text.size() - 1);
  const auto result = nlohmann::json::parse(text);
  CHECK(result.at("line") == 12);
  CHECK(result.at("key") == item().key);
  CHECK(result.at("code") == "OK");
  CHECK(result.at("bandId") == 9000000001);
  CHECK(result.at("message") == "好");
  REQUIRE(result.at("offers").size() == 2);
  CHECK(result.at("offers")[0] ==
        nlohmann::json::parse(
            R"({"offerId":220980804008,"direction":"UP","bandwidth":20,"duration":9999,"monthly":true})"));
  const auto refusal = nlohmann::json::parse(resultOf(BatchFormat::Jsonl, refused()));
  CHECK(refusal.at("code") == "isv.BAND_UNSURPOT_SPEEDUP");
  CHECK(refusal.at("message") == refused().message());
  CHECK_FALSE(refusal.contains("offers"));
}

TEST_CASE("A result tells which line it is of") {
  for (const BatchFormat format : {BatchFormat::Csv, BatchFormat::Jsonl}) {
    for (const auto& outcome : {accepted(), Outcome<BandPrecheckResponse>(refused())}) {
      std::string text = resultOf(format, outcome);
      text.pop_back();
      BatchLine line;
      std::string code;
      REQUIRE(ResultParser(format).parse(text, line, code));
      CHECK(line.number == 12);
      CHECK(line.key == item().key);
      CHECK(line.ip == "203.0.113.7");
      CHECK(line.port == 50123);
      CHECK(code == (outcome ? "OK" : outcome.error().code()));
    }
  }
}

TEST_CASE("What is no result is told apart") {
  BatchLine line;
  std::string code;
  for (const char* text : {"", "1,k,::1,5,OK", "0,k,::1,5,OK,1,1,1,1,,", "x,k,::1,5,OK,1,1,1,1,,",
                           "1,k,::1,y,OK,1,1,1,1,,", "1,k\",::1,5,OK,1,1,1,1,,"}) {
    CHECK_FALSE(ResultParser(BatchFormat::Csv).parse(text, line, code));
  }
  for (const char* text : {"", "{}", "[]", "5", R"({"line":1,"key":"k","ip":"::1","port":5})",
                           R"({"line":-1,"key":"k","ip":"::1","port":5,"code":"OK"})",
                           R"({"line":1,"key":2,"ip":"::1","port":5,"code":"OK"})",
                           R"({"line":0,"key":"","ip":"::1","port":5,"code":"OK"})"}) {
    CHECK_FALSE(ResultParser(BatchFormat::Jsonl).parse(text, line, code));
  }
}

TEST_CASE("A failure is what says nothing of the line") {
  for (const char* code : {"SDK.ServerUnreachable", "Throttling", "Throttling.User", "isv.BUSINESS_LIMIT_CONTROL",
                           "isp.SYSTEM_ERROR", "ServiceUnavailable"}) {
    CHECK(isFailureCode(code));
  }
  for (const char* code : {"OK", "isv.BAND_UNSURPOT_SPEEDUP", "isv.INVALID_PARAMETERS", ""}) {
    CHECK_FALSE(isFailureCode(code));
  }
}

TEST_CASE("Text that is UTF-8 is told from text that is not") {
  CHECK(isUtf8("宽带 a"));
  CHECK(isUtf8(""));
  CHECK_FALSE(isUtf8("\xFF"));
  CHECK_FALSE(isUtf8("宽\xE5"));
}
