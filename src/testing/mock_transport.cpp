#include <algorithm>
#include <deque>
#include <mutex>
#include <snsuapi/testing/mock_transport.hpp>
#include <string_view>
#include <thread>
#include <utility>

namespace snsuapi {
namespace testing {

namespace {

using std::chrono::milliseconds;

int hexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::string decode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escaped =
        text[i] == '%' && i + 2 < text.size() && hexValue(text[i + 1]) >= 0 && hexValue(text[i + 2]) >= 0;
    if (!escaped) {
      decoded += text[i];
      continue;
    }
    decoded += static_cast<char>(hexValue(text[i + 1]) * 16 + hexValue(text[i + 2]));
    i += 2;
  }
  return decoded;
}

void decodeForm(std::string_view form, std::map<std::string, std::string>& parameters) {
  while (!form.empty()) {
    const std::size_t end = std::min(form.find('&'), form.size());
    const std::string_view pair = form.substr(0, end);
    const std::size_t equals = std::min(pair.find('='), pair.size());
    parameters[decode(pair.substr(0, equals))] = decode(pair.substr(std::min(equals + 1, pair.size())));
    form.remove_prefix(std::min(end + 1, form.size()));
  }
}

RecordedRequest record(const HttpRequest& request) {
  RecordedRequest recorded{request.method, request.url, request.headers, request.body, {}};
  if (const std::size_t query = request.url.find('?'); query != std::string::npos) {
    decodeForm(std::string_view(request.url).substr(query + 1), recorded.parameters);
  }
  decodeForm(request.body, recorded.parameters);
  return recorded;
}

}  // namespace

class MockTransport::Script {
 public:
  struct Reply {
    Outcome<HttpResponse> outcome;
    milliseconds delay;
  };

  void enqueue(Outcome<HttpResponse> outcome) {
    const std::lock_guard<std::mutex> lock(mutex_);
    replies_.push_back({std::move(outcome), std::exchange(nextDelay_, milliseconds(0))});
  }

  void setNextDelay(milliseconds delay) {
    const std::lock_guard<std::mutex> lock(mutex_);
    nextDelay_ = delay;
  }

  void setWait(std::function<void(milliseconds)> wait) {
    const std::lock_guard<std::mutex> lock(mutex_);
    wait_ = std::move(wait);
  }

  std::vector<RecordedRequest> requests() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return requests_;
  }

  std::size_t pendingReplies() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return replies_.size();
  }

  Outcome<HttpResponse> play(const HttpRequest& request) {
    Reply reply = take(request);
    const milliseconds patience = std::min(request.readTimeout, request.totalTimeout);
    const bool inTime = reply.delay < patience;
    const milliseconds wait = inTime ? reply.delay : patience;
    if (wait > milliseconds(0)) waiter()(wait);
    if (inTime) return std::move(reply.outcome);
    return Error(ErrorKind::Transport, "SDK.ReadTimeout",
                 "MockTransport: the scripted delay of " + std::to_string(reply.delay.count()) +
                     " ms is longer than the request's timeout of " + std::to_string(patience.count()) + " ms",
                 Delivery::Unknown);
  }

 private:
  Reply take(const HttpRequest& request) {
    const std::lock_guard<std::mutex> lock(mutex_);
    requests_.push_back(record(request));
    if (replies_.empty()) return {exhausted(), milliseconds(0)};
    Reply reply = std::move(replies_.front());
    replies_.pop_front();
    return reply;
  }

  Error exhausted() const {
    const auto action = requests_.back().parameters.find("Action");
    return Error(ErrorKind::Configuration, "SDK.MockScriptExhausted",
                 "MockTransport: request number " + std::to_string(requests_.size()) + " (" +
                     (action == requests_.back().parameters.end() ? "no Action" : action->second) +
                     ") found no reply: the script is at its end; enqueue one reply for each request");
  }

  std::function<void(milliseconds)> waiter() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (wait_) return wait_;
    return [](milliseconds time) { std::this_thread::sleep_for(time); };
  }

  mutable std::mutex mutex_;
  std::deque<Reply> replies_;  // guarded by mutex_, as all that follows
  std::vector<RecordedRequest> requests_;
  milliseconds nextDelay_{0};
  std::function<void(milliseconds)> wait_;
};

MockTransport::MockTransport() : script_(std::make_unique<Script>()) {}
MockTransport::~MockTransport() = default;

void MockTransport::enqueueJson(int status, std::string body) {
  HttpResponse response;
  response.status = status;
  response.headers.add("Content-Type", "application/json");
  response.body = std::move(body);
  script_->enqueue(std::move(response));
}

void MockTransport::enqueueResponse(HttpResponse response) { script_->enqueue(std::move(response)); }
void MockTransport::enqueueError(Error error) { script_->enqueue(std::move(error)); }
void MockTransport::enqueueDelay(milliseconds delay) { script_->setNextDelay(delay); }
void MockTransport::setWait(std::function<void(milliseconds)> wait) { script_->setWait(std::move(wait)); }
std::vector<RecordedRequest> MockTransport::requests() const { return script_->requests(); }
std::size_t MockTransport::pendingReplies() const { return script_->pendingReplies(); }
Outcome<HttpResponse> MockTransport::send(const HttpRequest& request) { return script_->play(request); }

}  // namespace testing
}  // namespace snsuapi
