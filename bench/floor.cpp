#include "floor.hpp"

#include <curl/curl.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

#include "answer_server.hpp"

namespace snsuapi_bench {

namespace {

std::size_t keep(char* data, std::size_t size, std::size_t count, void* body) {
  static_cast<std::string*>(body)->append(data, size * count);
  return size * count;
}

/// A handle with its options, and what it last received.
class Handle {
 public:
  Handle() : easy_(curl_easy_init()) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    curl_easy_cleanup(easy_);
    curl_slist_free_all(headers_);
  }

  void prepare(const FloorRequest& request) {
    for (const std::string& header : request.headers) headers_ = curl_slist_append(headers_, header.c_str());
    curl_easy_setopt(easy_, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(easy_, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy_, CURLOPT_PROXY, "");
    curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, headers_);
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDS, request.body.data());
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDSIZE, static_cast<long>(request.body.size()));
    curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, &keep);
    curl_easy_setopt(easy_, CURLOPT_WRITEDATA, static_cast<void*>(&body_));
  }
  CURL* easy() const { return easy_; }
  void begin() { body_.clear(); }
  bool isAnswered() const { return body_ == kAnswerBody; }

 private:
  CURL* easy_;
  curl_slist* headers_ = nullptr;
  std::string body_;
};

}  // namespace

struct FloorClient::Parts {
  Handle handle;
};

FloorClient::FloorClient(const FloorRequest& request) : parts_(std::make_unique<Parts>()) {
  parts_->handle.prepare(request);
}
FloorClient::~FloorClient() = default;

bool FloorClient::call() {
  parts_->handle.begin();
  return curl_easy_perform(parts_->handle.easy()) == CURLE_OK && parts_->handle.isAnswered();
}

struct FloorCrowd::Parts {
  using Clock = std::chrono::steady_clock;

  Parts(const FloorRequest& request, std::size_t count)
      : multi(curl_multi_init()), epoll(epoll_create1(EPOLL_CLOEXEC)), handles(count) {
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, &Parts::onSocket);
    curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, static_cast<void*>(this));
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, &Parts::onTimer);
    curl_multi_setopt(multi, CURLMOPT_TIMERDATA, static_cast<void*>(this));
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, static_cast<long>(count));
    for (Handle& handle : handles) {
      handle.prepare(request);
      curl_easy_setopt(handle.easy(), CURLOPT_PRIVATE, static_cast<void*>(&handle));
    }
  }
  ~Parts() {
    curl_multi_cleanup(multi);
    close(epoll);
  }

  static int onSocket(CURL*, curl_socket_t socket, int what, void* self, void*) {
    const int epoll = static_cast<Parts*>(self)->epoll;
    epoll_event event{};
    event.data.fd = socket;
    event.events = (what & CURL_POLL_IN ? EPOLLIN : 0U) | (what & CURL_POLL_OUT ? EPOLLOUT : 0U);
    if (what == CURL_POLL_REMOVE) return epoll_ctl(epoll, EPOLL_CTL_DEL, socket, &event), 0;
    if (epoll_ctl(epoll, EPOLL_CTL_MOD, socket, &event) != 0) epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event);
    return 0;
  }
  static int onTimer(CURLM*, long milliseconds, void* self) {
    auto& timer = static_cast<Parts*>(self)->timer;
    timer.reset();
    if (milliseconds >= 0) timer = Clock::now() + std::chrono::milliseconds(milliseconds);
    return 0;
  }

  void start(Handle& handle) {
    handle.begin();
    curl_multi_add_handle(multi, handle.easy());
    ++running;
    ++started;
  }

  // Until none runs, or none is left to begin.
  bool drive(std::size_t exchanges) {
    bool allAnswered = true;
    std::array<epoll_event, 256> events;
    while (running > 0) {
      int wait = -1;
      if (timer) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(*timer - Clock::now());
        wait = static_cast<int>(std::max<std::int64_t>(0, left.count()));
      }
      const int count = epoll_wait(epoll, events.data(), static_cast<int>(events.size()), wait);
      int active = 0;
      for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        const int what =
            (event.events & EPOLLIN ? CURL_CSELECT_IN : 0) | (event.events & EPOLLOUT ? CURL_CSELECT_OUT : 0);
        curl_multi_socket_action(multi, event.data.fd, what, &active);
      }
      if (timer && *timer <= Clock::now()) {
        timer.reset();
        curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &active);
      }
      int left = 0;
      while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
        const bool done = message->data.result == CURLE_OK;
        CURL* easy = message->easy_handle;
        Handle* handle = nullptr;
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, &handle);
        curl_multi_remove_handle(multi, easy);
        --running;
        allAnswered = done && handle->isAnswered() && allAnswered;
        if (started < exchanges) start(*handle);
      }
    }
    return allAnswered;
  }

  CURLM* multi;
  int epoll;
  std::vector<Handle> handles;
  std::optional<Clock::time_point> timer;
  std::size_t running = 0;
  std::size_t started = 0;
};

FloorCrowd::FloorCrowd(const FloorRequest& request, std::size_t handles)
    : parts_(std::make_unique<Parts>(request, handles)) {}
FloorCrowd::~FloorCrowd() = default;

bool FloorCrowd::run(std::size_t exchanges) {
  parts_->started = 0;
  for (Handle& handle : parts_->handles) {
    if (parts_->started < exchanges) parts_->start(handle);
  }
  return parts_->drive(exchanges);
}

}  // namespace snsuapi_bench
