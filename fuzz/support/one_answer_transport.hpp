#pragma once

#include <optional>
#include <snsuapi/http/http_transport.hpp>
#include <utility>

namespace snsuapi_fuzz {

/// Answers every request with what it was last given, and keeps the latest request. For one thread. A PUT, which asks a
/// metadata service for its token, may be answered apart.
class OneAnswerTransport final : public snsuapi::HttpTransport {
 public:
  void answerWith(snsuapi::HttpResponse answer) {
    answer_ = std::move(answer);
    answerToPut_.reset();
  }
  void answerPutWith(snsuapi::HttpResponse answer) { answerToPut_ = std::move(answer); }
  const snsuapi::HttpRequest& request() const { return request_; }

  snsuapi::Outcome<snsuapi::HttpResponse> send(const snsuapi::HttpRequest& request) override {
    request_ = request;
    return request.method == "PUT" && answerToPut_ ? *answerToPut_ : answer_;
  }

 private:
  snsuapi::HttpResponse answer_;
  std::optional<snsuapi::HttpResponse> answerToPut_;
  snsuapi::HttpRequest request_;
};

}  // namespace snsuapi_fuzz
