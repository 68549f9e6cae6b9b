#include "answer_server.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <unordered_map>

namespace snsuapi_bench {

const std::string_view kAnswerBody =
    R"({"RequestId":"4F2B5E0B-5C1E-4C5C-8D5A-1B7C7E5D0F11","ResultCode":"OK","ResultMessage":"success",)"
    R"("ResultModule":{"BandId":1000001,"UploadBandwidth":10,"DownloadBandwidth":100,"BandOfferList":[)"
    R"({"OfferId":220980804008,"Bandwidth":20,"Duration":9999,"Direction":"UP"},)"
    R"({"OfferId":220980804009,"Bandwidth":200,"Duration":1,"Direction":"DOWN"}]}})";

namespace {

using Clock = std::chrono::steady_clock;

void orDie(bool done, const char* what) {
  if (done) return;
  std::perror(what);
  std::_Exit(1);
}

class Responder {
 public:
  Responder(int listener, int lifeline, std::chrono::milliseconds delay)
      : listener_(listener),
        lifeline_(lifeline),
        delay_(delay),
        epoll_(epoll_create1(0)),
        answer_("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
                std::to_string(kAnswerBody.size()) + "\r\n\r\n" + std::string(kAnswerBody)) {
    watch(listener_);
    watch(lifeline_);
  }

  void run() {
    std::array<epoll_event, 512> events;
    for (;;) {
      const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), timeToNextAnswer());
      for (int i = 0; i < count; ++i) {
        const int descriptor = events[static_cast<std::size_t>(i)].data.fd;
        if (descriptor == lifeline_) return;
        if (descriptor == listener_) {
          acceptAll();
        } else {
          receive(descriptor);
        }
      }
      answerThoseDue();
    }
  }

 private:
  struct Due {
    Clock::time_point time;
    int connection;
  };

  void watch(int descriptor) const {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = descriptor;
    orDie(epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event) == 0, "epoll_ctl");
  }

  // In whole milliseconds, rounded up: an answer is never early.
  int timeToNextAnswer() const {
    if (due_.empty()) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(due_.front().time - Clock::now());
    return static_cast<int>(std::max<std::int64_t>(0, left.count()));
  }

  void acceptAll() {
    for (;;) {
      const int connection = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK);
      if (connection < 0) return;
      const int on = 1;
      setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      watch(connection);
      received_[connection].clear();
    }
  }

  void receive(int connection) {
    std::array<char, 16384> bytes;
    const ssize_t count = read(connection, bytes.data(), bytes.size());
    if (count <= 0) {
      received_.erase(connection);
      due_.erase(std::remove_if(due_.begin(), due_.end(), [&](const Due& due) { return due.connection == connection; }),
                 due_.end());
      close(connection);
      return;
    }
    std::string& received = received_[connection];
    received.append(bytes.data(), static_cast<std::size_t>(count));
    if (!isWhole(received)) return;
    received.clear();
    if (delay_.count() == 0) {
      answer(connection);
    } else {
      due_.push_back({Clock::now() + delay_, connection});
    }
  }

  static bool isWhole(const std::string& request) {
    constexpr std::string_view kLength = "Content-Length: ";
    const std::size_t end = request.find("\r\n\r\n");
    if (end == std::string::npos) return false;
    const std::size_t length = request.find(kLength);
    const std::size_t body = length < end ? std::strtoul(request.c_str() + length + kLength.size(), nullptr, 10) : 0;
    return request.size() >= end + 4 + body;
  }

  void answerThoseDue() {
    for (const Clock::time_point now = Clock::now(); !due_.empty() && due_.front().time <= now; due_.pop_front()) {
      answer(due_.front().connection);
    }
  }

  // An answer is far smaller than a socket's buffer, and a client has one request under way.
  void answer(int connection) const {
    orDie(write(connection, answer_.data(), answer_.size()) == static_cast<ssize_t>(answer_.size()), "write");
  }

  const int listener_;
  const int lifeline_;
  const std::chrono::milliseconds delay_;
  const int epoll_;
  std::string answer_;
  std::unordered_map<int, std::string> received_;
  std::deque<Due> due_;
};

}  // namespace

AnswerServer::AnswerServer(std::chrono::milliseconds delay) {
  constexpr int kBacklog = 16384;
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  orDie(bind(listener, reinterpret_cast<sockaddr*>(&address), size) == 0, "bind");
  orDie(listen(listener, kBacklog) == 0, "listen");
  orDie(getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0, "getsockname");
  endpoint_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));

  std::array<int, 2> lifeline{};
  orDie(pipe2(lifeline.data(), O_CLOEXEC) == 0, "pipe");
  process_ = fork();
  orDie(process_ >= 0, "fork");
  if (process_ == 0) {
    close(lifeline[1]);
    Responder(listener, lifeline[0], delay).run();
    std::_Exit(0);
  }
  close(lifeline[0]);
  close(listener);
  lifeline_ = lifeline[1];
}

AnswerServer::~AnswerServer() {
  close(lifeline_);
  waitpid(process_, nullptr, 0);
}

}  // namespace snsuapi_bench
