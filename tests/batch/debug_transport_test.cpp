#include "debug_transport.hpp"

#include <ostream>
#include <snsuapi/testing/mock_transport.hpp>
#include <sstream>

#include "support/catch.hpp"

using snsuapi::HttpRequest;
using snsuapi::cli::DebugTransport;
using snsuapi::testing::MockTransport;

namespace {

class CountingBuffer final : public std::stringbuf {
 public:
  int writes = 0;

 private:
  std::streamsize xsputn(const char* text, std::streamsize size) override {
    ++writes;
    return std::stringbuf::xsputn(text, size);
  }
};

}  // namespace

TEST_CASE("What is told of a request is written at once: a batch's clients tell theirs at the same time") {
  const auto mock = std::make_shared<MockTransport>();
  mock->enqueueJson(200, "{}");
  CountingBuffer buffer;
  std::ostream out(&buffer);
  HttpRequest request;
  request.method = "POST";
  request.url = "http://127.0.0.1:1/?Action=BandPrecheck";
  request.body = "Port=5&AccessKeyId=testid";
  REQUIRE(DebugTransport(mock, out).send(request));
  CHECK(buffer.writes == 1);
  CHECK(buffer.str() ==
        "debug: POST http://127.0.0.1:1/\ndebug:   Action=BandPrecheck\ndebug:   Port=5\ndebug:   AccessKeyId=***\n");
}
