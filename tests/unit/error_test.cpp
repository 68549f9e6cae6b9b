#include <snsuapi/error.hpp>
#include <string>

#include "support/catch.hpp"

using snsuapi::Delivery;
using snsuapi::Error;
using snsuapi::ErrorKind;

TEST_CASE("An error tells all that it was made with") {
  Error error(ErrorKind::Service, "isv.BAND_CHECK_EXPIRE", "precheck again", Delivery::Answered);
  error.setRequestId("r-1").setHttpStatus(200);
  CHECK(error.kind() == ErrorKind::Service);
  CHECK(error.code() == "isv.BAND_CHECK_EXPIRE");
  CHECK(error.message() == "precheck again");
  CHECK(error.delivery() == Delivery::Answered);
  CHECK(error.requestId() == "r-1");
  CHECK(error.httpStatus() == 200);
  CHECK(error.setDelivery(Delivery::Unknown).delivery() == Delivery::Unknown);
}

TEST_CASE("An error's text is the Java SDK's") {
  Error error(ErrorKind::Service, "CODE", "MESSAGE");
  CHECK(error.toString() == "CODE : MESSAGE");
  CHECK(error.setRequestId("ID").toString() == "CODE : MESSAGE\r\nRequestId : ID");
}

TEST_CASE("No error is an error of its own kind") {
  CHECK(Error().kind() == ErrorKind::NoError);
  CHECK(Error().code().empty());
  CHECK(Error().httpStatus() == 0);
}

TEST_CASE("Throttling is told by the service's code, the gateway's, and the status") {
  const auto error = [](const char* code, int status) {
    return Error(ErrorKind::Service, code, "", Delivery::Answered).setHttpStatus(status);
  };
  CHECK(error("isv.BUSINESS_LIMIT_CONTROL", 200).isThrottling());
  CHECK(error("Throttling", 400).isThrottling());
  CHECK(error("Throttling.User", 400).isThrottling());
  CHECK(error("SDK.InvalidServerResponse", 429).isThrottling());
  CHECK_FALSE(error("isp.SYSTEM_ERROR", 200).isThrottling());
  CHECK_FALSE(error("NotThrottling", 400).isThrottling());
  CHECK_FALSE(error("", 503).isThrottling());
}

TEST_CASE("A request may have been carried out unless it never left or was refused") {
  const auto mayBeDone = [](ErrorKind kind, const char* code, Delivery delivery, int status) {
    return Error(kind, code, "", delivery).setHttpStatus(status).mayHaveBeenCarriedOut();
  };
  CHECK_FALSE(mayBeDone(ErrorKind::Transport, "SDK.ConnectTimeout", Delivery::NotSent, 0));
  CHECK_FALSE(mayBeDone(ErrorKind::InvalidParameter, "SDK.InvalidParameter", Delivery::NotSent, 0));
  CHECK(mayBeDone(ErrorKind::Transport, "SDK.ReadTimeout", Delivery::Unknown, 0));
  CHECK(mayBeDone(ErrorKind::InvalidResponse, "SDK.ResponseTooLarge", Delivery::Unknown, 200));
  CHECK(mayBeDone(ErrorKind::InvalidResponse, "SDK.InvalidServerResponse", Delivery::Answered, 200));
  CHECK(mayBeDone(ErrorKind::Service, "SDK.InvalidServerResponse", Delivery::Answered, 404));
  CHECK(mayBeDone(ErrorKind::Service, "ServiceTimeout", Delivery::Answered, 504));
  CHECK(mayBeDone(ErrorKind::Service, "isv.X", Delivery::Answered, 500));
  CHECK(mayBeDone(ErrorKind::Service, "isp.SYSTEM_ERROR", Delivery::Answered, 200));
  CHECK(mayBeDone(ErrorKind::Service, "isp.NEW_ONE", Delivery::Answered, 200));
  CHECK_FALSE(mayBeDone(ErrorKind::Service, "isp.LX_CREATE_ORDER_FAILURE", Delivery::Answered, 200));
  CHECK_FALSE(mayBeDone(ErrorKind::Service, "isp.RAM_PERMISSION_DENY", Delivery::Answered, 200));
  CHECK_FALSE(mayBeDone(ErrorKind::Service, "isv.BAND_CHECK_EXPIRE", Delivery::Answered, 200));
  CHECK_FALSE(mayBeDone(ErrorKind::Service, "SDK.InvalidAccessKeySecret", Delivery::Answered, 400));
  CHECK_FALSE(mayBeDone(ErrorKind::Service, "Forbidden.RAM", Delivery::Answered, 403));
  CHECK_FALSE(mayBeDone(ErrorKind::Service, "Throttling.User", Delivery::Answered, 200));
  // Codes that nobody knows, in what is otherwise a good answer, tell nothing for certain.
  for (const char* code : {"200", "ok", "Success", "InternalError", "ServiceUnavailable"}) {
    CHECK(mayBeDone(ErrorKind::Service, code, Delivery::Answered, 200));
  }
  CHECK(mayBeDone(ErrorKind::Service, "isp.SYSTEM_ERROR", Delivery::Answered, 400));
  CHECK(mayBeDone(ErrorKind::Service, "SignatureNonceUsed", Delivery::Answered, 400));  // it had arrived before
  CHECK(mayBeDone(ErrorKind::Cancelled, "SDK.Cancelled", Delivery::Unknown, 0));
}

TEST_CASE("An error that does not say how far its request got may tell of one that was carried out") {
  CHECK(Error(ErrorKind::Transport, "Mine.Timeout", "").delivery() == Delivery::Unknown);
  CHECK(Error(ErrorKind::InvalidResponse, "Mine.Garbage", "").delivery() == Delivery::Unknown);
  CHECK(Error(ErrorKind::Configuration, "Mine.Missing", "").delivery() == Delivery::NotSent);
  CHECK(Error(ErrorKind::InvalidParameter, "Mine.Wrong", "").delivery() == Delivery::NotSent);
}

TEST_CASE("Kinds and deliveries have names") {
  CHECK(toString(Delivery::NotSent) == "NotSent");
  CHECK(toString(Delivery::Unknown) == "Unknown");
  CHECK(toString(Delivery::Answered) == "Answered");
  CHECK(toString(ErrorKind::NoError) == "NoError");
  CHECK(toString(ErrorKind::InvalidParameter) == "InvalidParameter");
  CHECK(toString(ErrorKind::Configuration) == "Configuration");
  CHECK(toString(ErrorKind::Transport) == "Transport");
  CHECK(toString(ErrorKind::Cancelled) == "Cancelled");
  CHECK(toString(ErrorKind::InvalidResponse) == "InvalidResponse");
  CHECK(toString(ErrorKind::Service) == "Service");
}
