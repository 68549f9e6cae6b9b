#pragma once

#include <memory>
#include <snsuapi/export.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace snsuapi {

/// What sort of failure an Error is: the first thing to branch on.
enum class ErrorKind {
  NoError,           ///< No error: the Error of a successful Outcome.
  InvalidParameter,  ///< The request is not acceptable as it stands; nothing was sent.
  Configuration,     ///< Profile, endpoint, proxy or credentials are unusable; nothing was sent.
  Transport,         ///< No complete HTTP answer arrived: DNS, connect, TLS, timeout, reset, cut short.
  Cancelled,         ///< The program gave the call up (Call::cancel, AcsClient::close).
  InvalidResponse,   ///< What arrived is not what the service speaks, or larger than the client accepts.
  Service  ///< The service (or its gateway) answered with an error code, or with an HTTP status of 400 and above.
};

/// How far a failed request got. Whether it may have had its effect (an order: money) takes more than that: see
/// Error::mayHaveBeenCarriedOut().
enum class Delivery {
  NotSent,  ///< No byte of the request reached the server: safe to send again.
  Unknown,  ///< It was sent, at least in part, and no complete answer arrived: it may have been carried out.
  Answered  ///< A complete HTTP answer arrived, which may be a failure that says nothing of the effect.
};

class Error;
namespace internal {
Error outOfMemory(Delivery delivery) noexcept;
}  // namespace internal

/// One failure, whole: what happened, where it came from, and what is known of the request's fate.
///
/// Texts never contain an access key id or secret, a signature, a security token or a query string; where a server
/// sends one of them back, it reads `***`. A plain value: copies are independent; one object must not be written by two
/// threads at once.
class SNSUAPI_API Error {
 public:
  /// No error: kind() is NoError, code() is empty.
  Error() noexcept = default;

  /// @param kind     the sort of failure
  /// @param code     the service's code as it came, or one of the client's own ("SDK.…")
  /// @param message  for people: what failed, where, and what to do
  /// @param delivery how far the request got
  Error(ErrorKind kind, std::string_view code, std::string_view message, Delivery delivery);
  /// The same where nothing is said of the delivery: it is Unknown for a failure of the transport and for an answer
  /// that can't be read, else NotSent.
  Error(ErrorKind kind, std::string_view code, std::string_view message);
  Error(const Error& other);
  Error(Error&&) noexcept = default;
  Error& operator=(const Error& other);
  Error& operator=(Error&&) noexcept = default;
  ~Error() = default;

  /// The code as the service sent it (`isv.BAND_CHECK_EXPIRE`), or the client's own (`SDK.ReadTimeout`).
  const std::string& code() const noexcept { return texts().code; }
  const std::string& message() const noexcept { return texts().message; }
  /// The service's id of the request, for its support; empty when no answer carried one.
  const std::string& requestId() const noexcept { return texts().requestId; }
  /// The HTTP status of the answer; 0 = no HTTP answer.
  int httpStatus() const noexcept { return httpStatus_; }
  ErrorKind kind() const noexcept { return kind_; }
  Delivery delivery() const noexcept { return delivery_; }

  Error& setRequestId(std::string requestId);
  Error& setHttpStatus(int status) noexcept {
    httpStatus_ = status;
    return *this;
  }
  Error& setDelivery(Delivery delivery) noexcept {
    delivery_ = delivery;
    return *this;
  }

  /// False when it is certain that the service did not do what it was asked to; true when nobody can say from here, and
  /// sending the request again may do it twice. For a call that changes something: look at the account before you
  /// repeat it. When an answer came, it is certain by the codes that refuse (`isv.…`, `isp.RAM_PERMISSION_DENY`,
  /// `isp.LX_CREATE_ORDER_FAILURE`, throttling) and by an HTTP status of 4xx with another code but `isp.…` and
  /// `SignatureNonceUsed`, which says that this very request had arrived before; anything else, a code that nobody
  /// knows in an HTTP 200 among it, leaves it open.
  bool mayHaveBeenCarriedOut() const noexcept;

  /// True for codes that say "too fast, try later": `isv.BUSINESS_LIMIT_CONTROL` and `Throttling…`, and HTTP 429.
  bool isThrottling() const noexcept;

  /// `CODE : MESSAGE`, followed by `\r\nRequestId : ID` where there is one: the Java SDK's text.
  std::string toString() const;

 private:
  friend Error internal::outOfMemory(Delivery delivery) noexcept;

  struct Texts {
    std::string code;
    std::string message;
    std::string requestId;
  };
  struct TextsDeleter {
    SNSUAPI_API void operator()(Texts* texts) const noexcept;
  };
  const Texts& texts() const noexcept { return texts_ ? *texts_ : constantTexts(); }
  const Texts& constantTexts() const noexcept;

  ErrorKind kind_ = ErrorKind::NoError;
  Delivery delivery_ = Delivery::NotSent;
  int httpStatus_ = 0;
  // None where there is no error, since a success costs nothing; nor where memory has run out, since there is none.
  std::unique_ptr<Texts, TextsDeleter> texts_;
};

/// Names for logs: "NotSent", "Unknown", "Answered".
SNSUAPI_API std::string_view toString(Delivery delivery) noexcept;
/// Names for logs: "Transport", "Service", …
SNSUAPI_API std::string_view toString(ErrorKind kind) noexcept;

}  // namespace snsuapi
