#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <snsuapi/http/http_transport.hpp>
#include <string>
#include <vector>

namespace snsuapi {
namespace testing {

/// A request as the client handed it over, and what it says.
struct RecordedRequest {
  std::string method;  ///< "POST" or "GET"
  std::string url;
  HttpHeaders headers;
  std::string body;
  std::map<std::string, std::string> parameters;  ///< decoded, from the query and the body
};

/// Plays a script instead of using the network: each request takes the next reply, and is recorded.
///
///     auto mock = std::make_shared<testing::MockTransport>();
///     mock->enqueueJson(200, R"({"RequestId":"1","Code":"OK","ResultModule":true})");
///     AcsClient client(profile, mock);
///
/// A request that finds the script at its end gets an error, kind Configuration, code `SDK.MockScriptExhausted`, that
/// names it. With GoogleTest, whose namespace is `testing` as well, write `snsuapi::testing` and no `using namespace
/// snsuapi`. Thread safety: any number of threads.
class MockTransport final : public HttpTransport {
 public:
  MockTransport();
  ~MockTransport() override;

  /// The next request gets this status and JSON body.
  void enqueueJson(int status, std::string body);
  /// The next request gets this answer.
  void enqueueResponse(HttpResponse response);
  /// The next request fails with this error; give it the kind, code and delivery that the test is about.
  void enqueueError(Error error);
  /// Holds back the reply that is enqueued next. Where that is longer than the request's read or total timeout, the
  /// request gets `SDK.ReadTimeout` (Delivery::Unknown) once the timeout is up, and the reply is spent.
  void enqueueDelay(std::chrono::milliseconds delay);

  /// Called in place of sleeping for a delay; unset, a delay really passes.
  void setWait(std::function<void(std::chrono::milliseconds)> wait);

  /// What has arrived so far, in order.
  std::vector<RecordedRequest> requests() const;
  /// How many enqueued replies no request has taken yet; a test ends with 0.
  std::size_t pendingReplies() const;

  Outcome<HttpResponse> send(const HttpRequest& request) override;

 private:
  class Script;
  std::unique_ptr<Script> script_;
};

}  // namespace testing
}  // namespace snsuapi
