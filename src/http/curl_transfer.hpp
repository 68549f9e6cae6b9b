#pragma once

#include <curl/curl.h>

#include <array>
#include <chrono>
#include <memory>
#include <snsuapi/http/curl_transport.hpp>
#include <snsuapi/http/http_message.hpp>
#include <snsuapi/outcome.hpp>
#include <string>
#include <string_view>

#include "http/curl_context.hpp"
#include "http/curl_error.hpp"

namespace snsuapi {
namespace internal {

/// One libcurl easy handle with the SDK's options, used for one exchange after another: prepare(), let libcurl perform
/// it, finish(). Not thread-safe. It must not move while libcurl holds its address.
class CurlTransfer {
 public:
  using Clock = std::chrono::steady_clock;

  /// @param context must outlive this, and be ready
  explicit CurlTransfer(const CurlContext& context);
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;

  CURL* handle() const noexcept { return easy_.get(); }
  /// False once libcurl has refused an option: the handle then holds the others only.
  bool isUsable() const noexcept { return easy_ != nullptr && setupResult_ == CURLE_OK; }

  /// Sets the handle up for the request, which must live until finish(). The total time counts from `start`.
  Outcome<void> prepare(const HttpRequest& request, Clock::time_point start);

  /// When the earliest of the request's timeouts is up.
  Clock::time_point deadline() const noexcept;

  /// Whether the request still waits for a connection.
  bool isConnecting() const noexcept { return !started_; }

  /// libcurl 7.88, for one, gives an address up without a word of when it wants to be called for the host's next one;
  /// and WSAPoll() of Windows before 10 version 2004 does not tell of a connect that failed. So while a transfer is
  /// connecting, this often it is looked whether libcurl is to be called.
  static constexpr std::chrono::milliseconds kConnectingTurn{100};

  /// Whether a byte of the request may have left.
  bool anythingSent() const noexcept { return started_; }

  /// Writes the request's timings where it wants them; to be called before libcurl is told to forget the transfer.
  void tellTimings() const;

  /// The exchange's outcome, once libcurl has ended it with this code.
  Outcome<HttpResponse> finish(CURLcode code);
  /// The same for an exchange that is given up because its deadline has passed.
  Outcome<HttpResponse> finishTimedOut();
  /// The same for one that there is no memory for; needs none.
  Outcome<HttpResponse> finishOutOfMemory() const noexcept;
  /// Lets go of what has come of an answer that nobody gets; to be called at every exchange's end.
  void dropAnswer() noexcept {
    static_cast<void>(HttpResponse(std::move(response_)));  // an empty one assigned to it would leave its room
  }

 private:
  struct EasyDeleter {
    void operator()(CURL* easy) const noexcept { curl_easy_cleanup(easy); }
  };
  struct ListDeleter {
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
  };

  void setLastingOptions();
  void setUrl(const std::string& url);
  void setMethod(const HttpRequest& request);
  Outcome<void> setHeaders(const HttpRequest& request);
  void setConnectTimeout(std::chrono::milliseconds timeout);
  template <class Value>
  void set(CURLoption option, Value value);

  static curl_socket_t onOpenSocket(void* self, curlsocktype purpose, curl_sockaddr* address);
  static int onRequestStart(void* self, char* primaryIp, char* localIp, int primaryPort, int localPort);
  static std::size_t onHeader(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t onBody(char* data, std::size_t size, std::size_t count, void* self);
  bool takeHeader(std::string_view line);
  bool receive(std::size_t bytes);
  FailedTransfer describe(CURLcode code) const;
  Clock::time_point connectDeadline() const noexcept;
  Clock::time_point readDeadline() const noexcept;
  Clock::time_point totalDeadline() const noexcept;

  const CurlContext& context_;
  std::unique_ptr<CURL, EasyDeleter> easy_;
  std::unique_ptr<curl_slist, ListDeleter> headerList_;
  // What the handle was told last: most of it is the same for the next exchange.
  HttpHeaders headersOnHandle_;
  bool expectIsOff_ = false;
  std::string urlOnHandle_;
  std::string methodOnHandle_;
  std::chrono::milliseconds connectTimeoutOnHandle_{-1};
  CURLcode setupResult_ = CURLE_OK;  // the first option that libcurl refused
  std::array<char, CURL_ERROR_SIZE> errorText_{};

  // The exchange that is running.
  const HttpRequest* request_ = nullptr;
  HttpResponse response_;
  std::size_t receivedBytes_ = 0;
  int socketError_ = 0;        // the system's, when the last socket could not be made
  Clock::time_point start_{};  // of the call, the wait for its turn included
  Clock::time_point connectBegan_{};
  Clock::time_point lastActivity_{};
  bool started_ = false;        // the connection stands and the request is about to be sent
  bool resendRefused_ = false;  // libcurl wanted to send the request a second time
  bool headersWhole_ = false;   // the empty line after the answer's headers has come
  bool headersTooLarge_ = false;
  bool tooLarge_ = false;
  bool ranOutOfMemory_ = false;
};

}  // namespace internal
}  // namespace snsuapi
