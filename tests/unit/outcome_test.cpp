#include <memory>
#include <snsuapi/exceptions.hpp>
#include <snsuapi/outcome.hpp>
#include <string>

#include "support/catch.hpp"

using snsuapi::Error;
using snsuapi::ErrorKind;
using snsuapi::Outcome;

TEST_CASE("An outcome with a value gives it, and no error") {
  Outcome<std::string> outcome(std::string("value"));
  REQUIRE(outcome);
  CHECK(outcome.value() == "value");
  CHECK(*outcome == "value");
  CHECK(outcome->size() == 5);
  CHECK(outcome.error().kind() == ErrorKind::NoError);
  outcome.value() += "!";
  CHECK(*outcome == "value!");
}

TEST_CASE("An outcome with an error gives it, and throws where a value is asked for") {
  const Outcome<std::string> outcome(Error(ErrorKind::Service, "isv.BAND_CHECK_EXPIRE", "m"));
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code() == "isv.BAND_CHECK_EXPIRE");
  CHECK_THROWS_AS(outcome.value(), snsuapi::BandCheckExpireException);
  CHECK_THROWS_AS(*outcome, snsuapi::BandCheckExpireException);
  CHECK_THROWS_AS(outcome->size(), snsuapi::BandCheckExpireException);
}

TEST_CASE("A value that can only be moved is moved out") {
  Outcome<std::unique_ptr<int>> outcome(std::make_unique<int>(7));
  const std::unique_ptr<int> taken = std::move(outcome).value();
  CHECK(*taken == 7);
}

TEST_CASE("An outcome of nothing is success, or an error") {
  const Outcome<void> success;
  CHECK(success);
  CHECK_NOTHROW(success.value());
  CHECK(success.error().kind() == ErrorKind::NoError);
  const Outcome<void> failure(Error(ErrorKind::Configuration, "SDK.InvalidProfile", "m"));
  CHECK_FALSE(failure);
  CHECK_THROWS_AS(failure.value(), snsuapi::ClientException);
}
