#pragma once

#include <memory>
#include <snsuapi/http/http_message.hpp>
#include <snsuapi/outcome.hpp>

namespace snsuapi {

namespace internal {
class CurlContext;
}  // namespace internal

/// Carries one HTTP exchange. The SDK's own is CurlTransport; tests use testing::MockTransport; a program may bring its
/// own.
///
/// Rules for an implementation:
/// - send() is called by any number of threads at once.
/// - One call is at most one arrival at the server: no retry, no redirect, no resend on another connection.
/// - Any complete HTTP answer is a value, a 404 too. Errors are transport failures only: kind Transport, one of the
///   `SDK.` codes, and the Delivery that is true: NotSent only when no byte of the request left.
/// - No error text holds the request's query, body or headers: they carry keys and signatures.
class SNSUAPI_API HttpTransport {
 public:
  HttpTransport() = default;
  HttpTransport(const HttpTransport&) = delete;
  HttpTransport& operator=(const HttpTransport&) = delete;
  virtual ~HttpTransport() = default;

  /// Sends the request and waits for its complete answer, within the request's timeouts.
  virtual Outcome<HttpResponse> send(const HttpRequest& request) = 0;

  /// CurlTransport's alone, by which the SDK carries asynchronous calls itself, without waiting for them. Null for
  /// every other: its send() is called on the thread of the asynchronous calls, one at a time.
  virtual std::shared_ptr<internal::CurlContext> curlContext() const noexcept;
};

}  // namespace snsuapi
