#pragma once

#include <optional>
#include <snsuapi/error.hpp>
#include <utility>

namespace snsuapi {

/// Ends the use of an Outcome that holds an error: throws the matching exception of exceptions.hpp, or ends the program
/// where exceptions are switched off.
[[noreturn]] SNSUAPI_API void raise(const Error& error);

/// A value, or the Error that says why there is none: what every call returns beneath the throwing API.
///
///     Outcome<BandPrecheckResponse> outcome = client.execute(request);
///     if (!outcome) return report(outcome.error());
///     use(outcome->getResultModule());
///
/// Thread safety: that of a plain value.
template <class T>
class [[nodiscard]] Outcome {
 public:
  Outcome(T value) : value_(std::move(value)) {}      // NOLINT(google-explicit-constructor): reads as `return value;`
  Outcome(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor): reads as `return error;`

  /// True when there is a value.
  explicit operator bool() const noexcept { return value_.has_value(); }

  /// The value. On an error: throws it (see raise()).
  T& value() & { return raiseIfError(), *value_; }
  const T& value() const& { return raiseIfError(), *value_; }
  T&& value() && { return raiseIfError(), std::move(*value_); }

  /// The same, for chains: `outcome->getRequestId()`.
  T* operator->() { return raiseIfError(), &*value_; }
  const T* operator->() const { return raiseIfError(), &*value_; }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }

  /// The error; on a success one whose kind() is ErrorKind::NoError.
  const Error& error() const& noexcept { return error_; }
  Error error() && noexcept { return std::move(error_); }

 private:
  void raiseIfError() const {
    if (!value_) raise(error_);
  }

  std::optional<T> value_;
  Error error_;
};

/// Success, or the Error that says why not: the Outcome of what yields no value.
template <>
class [[nodiscard]] Outcome<void> {
 public:
  Outcome() noexcept = default;
  Outcome(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor): reads as `return error;`

  explicit operator bool() const noexcept { return error_.kind() == ErrorKind::NoError; }

  /// Returns on success. On an error: throws it (see raise()).
  void value() const {
    if (!*this) raise(error_);
  }
  const Error& error() const& noexcept { return error_; }
  Error error() && noexcept { return std::move(error_); }

 private:
  Error error_;
};

}  // namespace snsuapi
