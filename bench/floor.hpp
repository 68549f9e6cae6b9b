#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace snsuapi_bench {

/// The same HTTP exchanges as the SDK's with nothing but libcurl: what no client that stands on it can do without.
/// Headers and body are fixed, and the answer is counted, not read.
struct FloorRequest {
  std::string url;
  std::vector<std::string> headers;
  std::string body;
};

/// One handle, one exchange after the other.
class FloorClient {
 public:
  explicit FloorClient(const FloorRequest& request);
  ~FloorClient();
  FloorClient(const FloorClient&) = delete;
  FloorClient& operator=(const FloorClient&) = delete;

  /// False when the answer is not the server's.
  bool call();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// Many handles on one curl_multi, driven by curl_multi_socket_action and epoll: the way that scales best.
class FloorCrowd {
 public:
  FloorCrowd(const FloorRequest& request, std::size_t handles);
  ~FloorCrowd();
  FloorCrowd(const FloorCrowd&) = delete;
  FloorCrowd& operator=(const FloorCrowd&) = delete;

  /// So many exchanges on all handles: each begins the next one when it has ended. False when an answer is not the
  /// server's.
  bool run(std::size_t exchanges);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace snsuapi_bench
