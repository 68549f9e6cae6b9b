#include <deque>
#include <memory>
#include <mutex>
#include <snsuapi/http/curl_transport.hpp>
#include <snsuapi/testing/mock_transport.hpp>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/scripted_server.hpp"

// What every transport must do; each is given the same answers to play, and tells what arrived.

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

struct Arrival {
  std::string method;
  std::string target;
  std::string body;
  std::string contentType;
  std::string emptyHeader;
  bool hasEmptyHeader;
};

class CurlUnderTest {
 public:
  static constexpr const char* kName = "CurlTransport";

  std::string url(const std::string& target) const { return server_.endpoint() + target; }
  HttpTransport& transport() { return transport_; }

  void enqueue(int status, const std::string& body) {
    const std::lock_guard<std::mutex> lock(mutex_);
    answers_.push_back(httpAnswer(status, body));
  }

  std::vector<Arrival> arrivals() const {
    std::vector<Arrival> all;
    for (const ArrivedRequest& request : server_.arrivals()) {
      all.push_back({request.method(), request.target(), request.body, request.header("content-type"),
                     request.header("x-empty"), contains(request.head, "X-Empty:")});
    }
    return all;
  }

 private:
  static bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
  }
  static HttpOptions options() {
    HttpOptions options;
    options.proxy = "";
    return options;
  }

  std::string next() {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::string answer = answers_.front();
    answers_.pop_front();
    return answer;
  }

  std::mutex mutex_;
  std::deque<std::string> answers_;
  CurlTransport transport_{options()};
  ScriptedServer server_{[this](ServerConnection& connection) {
    while (connection.readRequest()) connection.write(next());
  }};
};

class MockUnderTest {
 public:
  static constexpr const char* kName = "MockTransport";

  std::string url(const std::string& target) const { return "http://127.0.0.1:1" + target; }
  HttpTransport& transport() { return mock_; }
  void enqueue(int status, const std::string& body) { mock_.enqueueJson(status, body); }

  std::vector<Arrival> arrivals() const {
    std::vector<Arrival> all;
    for (const auto& request : mock_.requests()) {
      const auto header = [&request](const char* name) { return std::string(request.headers.get(name).value_or("")); };
      all.push_back({request.method, request.url.substr(url("").size()), request.body, header("content-type"),
                     header("x-empty"), request.headers.get("X-Empty").has_value()});
    }
    return all;
  }

 private:
  testing::MockTransport mock_;
};

template <class UnderTest>
HttpRequest post(const UnderTest& tested, const std::string& body) {
  HttpRequest request;
  request.method = "POST";
  request.url = tested.url("/");
  request.headers.add("Content-Type", "application/x-www-form-urlencoded");
  request.headers.add("X-Empty", "");
  request.body = body;
  return request;
}

}  // namespace

TEMPLATE_TEST_CASE("A complete answer of any status is a value", "", CurlUnderTest, MockUnderTest) {
  CAPTURE(TestType::kName);
  for (const int status : {200, 201, 302, 400, 404, 418, 500, 503, 599}) {
    TestType tested;
    tested.enqueue(status, "body");
    const auto answer = tested.transport().send(post(tested, "A=1"));
    REQUIRE(answer);
    CHECK(answer->status == status);
    CHECK(answer->body == "body");
    CHECK(answer->headers.get("content-type") == "application/json");
  }
}

TEMPLATE_TEST_CASE("A body comes back byte for byte, whatever it holds", "", CurlUnderTest, MockUnderTest) {
  CAPTURE(TestType::kName);
  std::string allBytes;
  for (int i = 0; i < 256; ++i) allBytes += static_cast<char>(i);
  for (const std::string& body : {std::string(), std::string("\0", 1), allBytes, std::string(500000, 'x'),
                                  std::string("\r\n\r\nHTTP/1.1 200 OK\r\n\r\n")}) {
    TestType tested;
    tested.enqueue(200, body);
    const auto answer = tested.transport().send(post(tested, ""));
    REQUIRE(answer);
    CHECK((answer->body == body));
  }
}

TEMPLATE_TEST_CASE("A post arrives with its body and headers, once", "", CurlUnderTest, MockUnderTest) {
  CAPTURE(TestType::kName);
  TestType tested;
  tested.enqueue(200, "");
  tested.enqueue(200, "");
  const std::string body = "A=1&B=" + std::string(5000, 'b');
  REQUIRE(tested.transport().send(post(tested, body)));
  REQUIRE(tested.transport().send(post(tested, "")));
  const auto arrivals = tested.arrivals();
  REQUIRE(arrivals.size() == 2);
  CHECK(arrivals[0].method == "POST");
  CHECK(arrivals[0].target == "/");
  CHECK(arrivals[0].body == body);
  CHECK(arrivals[0].contentType == "application/x-www-form-urlencoded");
  CHECK(arrivals[0].hasEmptyHeader);
  CHECK(arrivals[0].emptyHeader.empty());
  CHECK(arrivals[1].body.empty());
}

TEMPLATE_TEST_CASE("A get arrives with its query as it stands, once", "", CurlUnderTest, MockUnderTest) {
  CAPTURE(TestType::kName);
  TestType tested;
  tested.enqueue(200, "");
  HttpRequest request;
  request.method = "GET";
  request.url = tested.url("/?A=%2F%20..%2F&B=*~");
  REQUIRE(tested.transport().send(request));
  const auto arrivals = tested.arrivals();
  REQUIRE(arrivals.size() == 1);
  CHECK(arrivals[0].method == "GET");
  CHECK(arrivals[0].target == "/?A=%2F%20..%2F&B=*~");
  CHECK(arrivals[0].body.empty());
}

TEMPLATE_TEST_CASE("Posts and gets may follow each other in any order", "", CurlUnderTest, MockUnderTest) {
  CAPTURE(TestType::kName);
  TestType tested;
  for (int i = 0; i < 6; ++i) {
    tested.enqueue(200, std::to_string(i));
    HttpRequest request = post(tested, "N=" + std::to_string(i));
    if (i % 3 == 1) {
      request = HttpRequest();
      request.method = "GET";
      request.url = tested.url("/?N=" + std::to_string(i));
    }
    const auto answer = tested.transport().send(request);
    REQUIRE(answer);
    CHECK(answer->body == std::to_string(i));
  }
  const auto arrivals = tested.arrivals();
  REQUIRE(arrivals.size() == 6);
  for (std::size_t i = 0; i < arrivals.size(); ++i) {
    CHECK(arrivals[i].method == (i % 3 == 1 ? "GET" : "POST"));
    CHECK((arrivals[i].target + arrivals[i].body) == (i % 3 == 1 ? "/?N=" : "/N=") + std::to_string(i));
    CHECK(arrivals[i].contentType.empty() == (i % 3 == 1));
  }
}

TEMPLATE_TEST_CASE("A put arrives with its body or without one, whatever went before and comes after", "",
                   CurlUnderTest, MockUnderTest) {
  CAPTURE(TestType::kName);
  TestType tested;
  const std::vector<std::pair<std::string, std::string>> sent = {
      {"PUT", ""}, {"GET", ""}, {"PUT", "A=1"}, {"POST", "B=2"}, {"PUT", ""}, {"POST", ""}, {"GET", ""}};
  for (const auto& [method, body] : sent) {
    tested.enqueue(200, "");
    HttpRequest request;
    request.method = method;
    request.url = tested.url("/token");
    request.headers.add("X-Empty", "");
    request.body = body;
    REQUIRE(tested.transport().send(request));
  }
  const auto arrivals = tested.arrivals();
  REQUIRE(arrivals.size() == sent.size());
  for (std::size_t i = 0; i < sent.size(); ++i) {
    CHECK(arrivals[i].method == sent[i].first);
    CHECK(arrivals[i].target == "/token");
    CHECK(arrivals[i].body == sent[i].second);
    CHECK(arrivals[i].hasEmptyHeader);
  }
}
