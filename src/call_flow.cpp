#include "call_flow.hpp"

#include <algorithm>

#include "auth/crypto.hpp"
#include "environment.hpp"
#include "errors.hpp"
#include "for_ever.hpp"
#include "out_of_memory.hpp"
#include "retry.hpp"

namespace snsuapi {
namespace internal {

using std::chrono::milliseconds;

CallFlow::CallFlow(const Pipeline& pipeline, const AcsRequest* request, const CallOptions& options,
                   AcsResponse* response)
    : pipeline_(pipeline), request_(request), retry_(options.retry), response_(response) {
  Outcome<CallSettings> settings = pipeline_.resolve(options);
  if (settings) {
    settings_ = *std::move(settings);
    deadline_ = Clock::now() + std::min(settings_->totalTimeout, kForEver);
  } else {
    end(settings.error());
  }
}

milliseconds CallFlow::timeLeft() const { return std::chrono::ceil<milliseconds>(deadline_ - Clock::now()); }

bool CallFlow::isSignedElsewhere() const noexcept {
  return pipeline_.profile().signer && request_ != nullptr && request_->presigned() == nullptr;
}

const HttpRequest* CallFlow::nextAttempt() { return mayBeginAttempt() ? begun(signAttempt()) : nullptr; }

const SigningRequest* CallFlow::nextToSign() {
  if (!mayBeginAttempt()) return nullptr;
  Outcome<void> taken = takeCredentials();
  Outcome<std::string> form =
      taken ? pipeline_.unsignedForm(*request_, *settings_, *credentials_) : Outcome<std::string>(taken.error());
  if (!form) return begun(form.error()), nullptr;
  unsignedForm_ = *std::move(form);
  toSign_ = signingRequest(settings_->method, unsignedForm_, *credentials_);
  return &toSign_;
}

const HttpRequest* CallFlow::nextAttempt(Outcome<std::string> signature) {
  return begun(pipeline_.withSignature(std::move(unsignedForm_), std::move(signature), *settings_));
}

// Without time left the outcome is that of the attempt before.
bool CallFlow::mayBeginAttempt() {
  ended_ = ended_ || (hasAttempted() && timeLeft() <= milliseconds(0));
  return !ended_;
}

const HttpRequest* CallFlow::begun(Outcome<SignedRequest> made) {
  if (!made) {
    Error why = made.error();
    why.setDelivery(Delivery::NotSent);  // whatever a signer says of what it has sent
    end(std::move(why));
    return nullptr;
  }
  signed_ = *std::move(made);
  signed_.http.totalTimeout = timeLeft();
  ended_ = signed_.http.totalTimeout <= milliseconds(0);
  if (ended_ && !hasAttempted()) end(notSentInTime("the total timeout was up before there was anything to send"));
  if (ended_) return nullptr;
  isUnderWay_ = true;
  timings_ = HttpTimings();
  if (pipeline_.profile().observer) signed_.http.timings = &timings_;
  return &signed_.http;
}

Outcome<void> CallFlow::takeCredentials() {
  Outcome<std::shared_ptr<const Credentials>> credentials = pipeline_.getCredentials(*request_);
  if (!credentials) return credentials.error();
  credentials_ = *std::move(credentials);
  timesLearned_ = pipeline_.timesLearned();
  return {};
}

Outcome<SignedRequest> CallFlow::signAttempt() {
  if (request_ == nullptr) {
    SignedRequest warmUp;
    warmUp.http = pipeline_.warmUpRequest(*settings_);
    return warmUp;
  }
  if (Outcome<void> taken = takeCredentials(); !taken) return taken.error();
  return pipeline_.sign(*request_, *settings_, *credentials_);
}

std::optional<milliseconds> CallFlow::attempted(Outcome<HttpResponse> answer) {
  std::optional<milliseconds> pause;
  if (!answer && answer.error().kind() == ErrorKind::NoError) {
    answer = Error(ErrorKind::Configuration, "SDK.ServerUnreachable",
                   "the transport gave neither an answer nor an error", Delivery::Unknown);
  }
  const int httpStatus = answer ? answer->status : answer.error().httpStatus();
  if (request_ == nullptr) {
    outcome_ = answer ? Outcome<void>() : Outcome<void>(answer.error());
  } else {
    outcome_ = pipeline_.parse(std::move(answer), *settings_, signed_, *credentials_, *response_);
    if (!outcome_) pause = pauseBeforeRetry();
  }
  ++attempts_;
  mayHaveArrived_ = mayHaveArrived_ || outcome_.error().delivery() != Delivery::NotSent;
  tellObserver(httpStatus, pause);
  ended_ = !pause;
  if (pause) pauseBegan_ = Clock::now();
  return pause;
}

Outcome<void> CallFlow::outcome() && {
  if (outcome_ || !mayHaveArrived_ || outcome_.error().delivery() != Delivery::NotSent) return std::move(outcome_);
  Error error = std::move(outcome_).error();
  error.setDelivery(Delivery::Unknown);
  // Or without the remark, where there is no memory for it.
  orWhenThrown(false, [&error] {
    error = withRemark(error, "in the last attempt; one before it may have arrived");
    return true;
  });
  return error;
}

void CallFlow::end(Error why) {
  outcome_ = std::move(why);
  ended_ = true;
  if (!isUnderWay_) return;
  ++attempts_;
  tellObserver(0, std::nullopt);
}

void CallFlow::tellObserver(int httpStatus, std::optional<milliseconds> pause) {
  isUnderWay_ = false;
  CallObserver* const observer = pipeline_.profile().observer.get();
  if (observer == nullptr) return;
  Error success;  // but for the request's id an error without anything
  if (outcome_ && response_ != nullptr) {
    success.setRequestId(response_->getRequestId());
    success = Pipeline::withoutSecrets(success, signed_, *credentials_);
  }
  const Error& error = outcome_ ? success : outcome_.error();  // not copied: it may say that there is no memory
  AttemptRecord record;
  if (request_ != nullptr) record.action = request_->getAction();
  record.origin = settings_->endpoint.origin();
  record.attempt = attempts_;
  record.timings = timings_;
  record.code = outcome_ ? std::string_view("OK") : error.code();
  record.kind = error.kind();
  record.delivery = outcome_ ? Delivery::Answered : error.delivery();
  record.httpStatus = httpStatus;
  record.requestId = error.requestId();
  record.pauseBeforeNext = pause;
  observer->onAttempt(record);
}

std::optional<milliseconds> CallFlow::pauseBeforeRetry() const {
  const bool isStampedAnew = pipeline_.timesLearned() != timesLearned_;
  return retryDelay(retry_, attempts_, *request_, outcome_.error(), timeLeft(), randomFraction(), isStampedAnew);
}

void CallFlow::paused(milliseconds pause) {
  const auto took = std::chrono::duration_cast<milliseconds>(Clock::now() - pauseBegan_);
  deadline_ -= std::max(pause - took, milliseconds(0));
}

}  // namespace internal
}  // namespace snsuapi
