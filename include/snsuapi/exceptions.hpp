#pragma once

#include <snsuapi/export.hpp>

#if SNSUAPI_EXCEPTIONS

#include <exception>
#include <memory>
#include <snsuapi/error.hpp>
#include <string>

namespace snsuapi {

/// Whose side a failure is on, as the Java SDK's ClientException tells it.
enum class ErrorType { Client, Server, Throttling, Unknown };

/// What every throwing call of the SDK throws: this class or one beneath it.
///
/// "Guide" here and in the other headers is Alibaba Cloud's 云通信网络加速 宽带加速, document version 20200911.
///
/// what() is the Java SDK's text, `CODE : MESSAGE\r\nRequestId : ID`. Copying never throws.
class SNSUAPI_API ClientException : public std::exception {
 public:
  explicit ClientException(Error error);
  ~ClientException() override;
  ClientException(const ClientException&) noexcept = default;
  ClientException& operator=(const ClientException&) noexcept = default;

  const std::string& getErrCode() const noexcept { return error().code(); }
  const std::string& getErrMsg() const noexcept { return error().message(); }
  const std::string& getRequestId() const noexcept { return error().requestId(); }
  int getHttpStatus() const noexcept { return error().httpStatus(); }
  Delivery getDelivery() const noexcept { return error().delivery(); }
  /// Error::mayHaveBeenCarriedOut(): look at the account before an order is repeated.
  bool mayHaveBeenCarriedOut() const noexcept { return error().mayHaveBeenCarriedOut(); }
  ErrorType getErrorType() const noexcept;
  /// The same text as getErrMsg(): the service sends no second one.
  const std::string& getErrorDescription() const noexcept { return error().message(); }

  /// The whole failure as a value.
  const Error& error() const noexcept;
  const char* what() const noexcept override;

 private:
  struct State;
  std::shared_ptr<const State> state_;
};

/// The provider's side failed: HTTP status 500 or above, or a code that begins with `isp.`.
class SNSUAPI_API ServerException : public ClientException {
 public:
  using ClientException::ClientException;
  ~ServerException() override;
};

/// No complete HTTP answer arrived; getDelivery() tells whether the request may have been carried out.
class SNSUAPI_API TransportException : public ClientException {
 public:
  using ClientException::ClientException;
  ~TransportException() override;
};

/// `isp.RAM_PERMISSION_DENY`: the key's RAM policy does not allow the action (guide, 4.3).
class SNSUAPI_API RamPermissionDenyException : public ServerException {
 public:
  using ServerException::ServerException;
  ~RamPermissionDenyException() override;
};

/// `isv.PRODUCT_UNSUBSCRIBE`: the account has not activated the product (guide, 4.3).
class SNSUAPI_API ProductUnsubscribeException : public ClientException {
 public:
  using ClientException::ClientException;
  ~ProductUnsubscribeException() override;
};

/// `isv.INVALID_PARAMETERS` (guide, 4.3).
class SNSUAPI_API InvalidParametersException : public ClientException {
 public:
  using ClientException::ClientException;
  ~InvalidParametersException() override;
};

/// `isp.SYSTEM_ERROR` (guide, 4.3).
class SNSUAPI_API SystemErrorException : public ServerException {
 public:
  using ServerException::ServerException;
  ~SystemErrorException() override;
};

/// `isv.BUSINESS_LIMIT_CONTROL`: too many calls, slow down (guide, 4.3).
class SNSUAPI_API BusinessLimitControlException : public ClientException {
 public:
  using ClientException::ClientException;
  ~BusinessLimitControlException() override;
};

/// `isp.LX_CREATE_ORDER_FAILURE`: the order failed, and nothing was ordered (guide, 4.3).
class SNSUAPI_API CreateOrderFailureException : public ServerException {
 public:
  using ServerException::ServerException;
  ~CreateOrderFailureException() override;
};

/// `isv.BAND_UNSURPOT_SPEEDUP` (the service's own spelling): this line can't be accelerated (guide, 4.3).
class SNSUAPI_API BandUnsupportedSpeedUpException : public ClientException {
 public:
  using ClientException::ClientException;
  ~BandUnsupportedSpeedUpException() override;
};

/// `isv.BAND_CHECK_EXPIRE`: the precheck has expired; precheck again (guide, 4.3).
class SNSUAPI_API BandCheckExpireException : public ClientException {
 public:
  using ClientException::ClientException;
  ~BandCheckExpireException() override;
};

}  // namespace snsuapi

#endif  // SNSUAPI_EXCEPTIONS
