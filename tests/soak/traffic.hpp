#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <snsuapi/snsuapi.hpp>
#include <string>

namespace snsuapi_soak {

/// Calls of every kind to a sandbox that misbehaves all the while: waiting, by callback and by future, some cancelled;
/// and now and then a client of their own.
class Traffic {
 public:
  /// @param caFile for an https endpoint, else empty
  Traffic(std::string endpoint, const std::string& caFile);

  /// So many calls, on several threads; returns when all have ended.
  void run(std::int64_t calls);

  /// How often which code was told; "OK" is one.
  const std::map<std::string, std::int64_t>& codes() const { return codes_; }

  /// The most descriptors that may be open when run() has returned: of a call that waits, or arms a fault, its
  /// connection and two of libcurl's; of asynchronous ones a connection each, and some for all.
  static constexpr std::size_t kMostDescriptors = 3 * (8 + 8) + 32 + 8;

 private:
  void work(std::atomic<std::int64_t>& left);
  void call(std::int64_t number);
  template <class Request>
  void callWith(const Request& request, std::int64_t number);
  template <class Response>
  void end(const snsuapi::Outcome<Response>& outcome);
  void begin();
  void armNextFault();
  void useClientOfItsOwn();

  const std::string endpoint_;
  const snsuapi::ClientProfile profile_;
  const snsuapi::AcsClient client_;
  snsuapi::CurlTransport sideEntrance_;  // to the sandbox's own paths

  std::atomic<std::size_t> faultsArmed_{0};
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t underWay_ = 0;  // by callback; guarded by mutex_, as what follows
  std::map<std::string, std::int64_t> codes_;
};

}  // namespace snsuapi_soak
