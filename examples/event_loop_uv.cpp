// The SDK in a program that lives on libuv: no thread is the SDK's. Prechecks several lines at once.
//
//     event_loop_uv [IP PORT]...
//
// The key comes from the environment, and so may the endpoint: see band_precheck.cpp.

#include <uv.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <snsuapi/snsuapi.hpp>
#include <string>
#include <vector>

using namespace snsuapi;

namespace {

/// A client's part of a uv loop: a uv_poll_t for each of its sockets, one uv_timer_t, and one uv_async_t to be woken
/// by.
class UvLoop final : public EventLoop {
 public:
  explicit UvLoop(uv_loop_t* loop) : loop_(loop) {
    uv_timer_init(loop_, &timer_);
    uv_async_init(loop_, &wakeUp_, [](uv_async_t* handle) { client(handle)->onWakeUp(); });
  }

  /// To be called before the first asynchronous call: whom events are told.
  void attach(const AcsClient& client) {
    client_ = &client;
    timer_.data = wakeUp_.data = this;
  }

  /// To be called once the client is closed: lets the uv loop end. This object has to live until it has.
  void close() {
    uv_close(reinterpret_cast<uv_handle_t*>(&timer_), nullptr);
    uv_close(reinterpret_cast<uv_handle_t*>(&wakeUp_), nullptr);
  }

  void watch(SocketHandle socket, bool forReading, bool forWriting) override {
    uv_poll_t*& handle = sockets_[socket];
    if (!forReading && !forWriting) {
      if (handle != nullptr) forget(handle);
      sockets_.erase(socket);
      return;
    }
    if (handle == nullptr) {
      handle = new uv_poll_t;
      uv_poll_init_socket(loop_, handle, socket);
      handle->data = this;
    }
    uv_poll_start(handle, (forReading ? UV_READABLE : 0) | (forWriting ? UV_WRITABLE : 0), &UvLoop::onSocket);
  }

  void setTimer(std::optional<std::chrono::milliseconds> after) override {
    uv_timer_stop(&timer_);
    if (!after) return;
    // uv counts from the turn's beginning.
    uv_update_time(loop_);
    uv_timer_start(
        &timer_, [](uv_timer_t* handle) { client(handle)->onTimer(); }, static_cast<std::uint64_t>(after->count()), 0);
  }

  void wakeUp() override { uv_async_send(&wakeUp_); }

 private:
  template <class Handle>
  static const AcsClient* client(Handle* handle) {
    return static_cast<UvLoop*>(handle->data)->client_;
  }

  static void onSocket(uv_poll_t* handle, int status, int events) {
    uv_os_fd_t socket{};
    uv_fileno(reinterpret_cast<uv_handle_t*>(handle), &socket);
    // What failed shows when it is read or written: so either may be tried.
    const bool failed = status < 0;
    client(handle)->onSocketReady(socket, failed || (events & UV_READABLE) != 0, failed || (events & UV_WRITABLE) != 0);
  }

  // uv still needs the handle's memory for a moment; the socket may be closed at once.
  static void forget(uv_poll_t* handle) {
    uv_poll_stop(handle);
    uv_close(reinterpret_cast<uv_handle_t*>(handle),
             [](uv_handle_t* closed) { delete reinterpret_cast<uv_poll_t*>(closed); });
  }

  uv_loop_t* const loop_;
  const AcsClient* client_ = nullptr;
  uv_timer_t timer_{};
  uv_async_t wakeUp_{};
  std::map<SocketHandle, uv_poll_t*> sockets_;
};

}  // namespace

int main(int argc, char** argv) {
  std::vector<BandPrecheckRequest> lines;
  for (int i = 1; i + 1 < argc; i += 2) {
    lines.push_back(BandPrecheckRequest().setIpAddress(argv[i]).setPort(std::atoi(argv[i + 1])));
  }
  for (const char* ip : {"203.0.113.7", "100.64.0.1", "100.65.0.2"}) {
    if (argc < 3) lines.push_back(BandPrecheckRequest().setIpAddress(ip).setPort(50123));
  }

  uv_loop_t uv;
  uv_loop_init(&uv);
  const auto loop = std::make_shared<UvLoop>(&uv);
  ClientProfile profile = DefaultProfile::getProfile("cn-hangzhou");  // the key comes from the environment
  if (const char* endpoint = std::getenv("SNSUAPI_ENDPOINT")) profile.endpoint = endpoint;
  profile.async.eventLoop = loop;
  const AcsClient client(profile);
  loop->attach(client);

  std::size_t ended = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    client.executeAsync(lines[i], [&, number = i + 1](const Outcome<BandPrecheckResponse>& outcome) {
      std::cout << "line " << number << ": "
                << (outcome ? std::to_string(outcome->getResultModule().getBandOfferList().size()) + " offers"
                            : outcome.error().toString())
                << '\n';
      if (++ended < lines.size()) return;
      client.close();  // of the connections that are kept open for further calls, too
      loop->close();
    });
  }
  uv_run(&uv, UV_RUN_DEFAULT);
  uv_loop_close(&uv);
}
