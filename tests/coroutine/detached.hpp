#pragma once

#include <coroutine>
#include <exception>

namespace snsuapi_test {

/// A coroutine that runs on its own: it begins at once, and its frame goes when it ends, or when it is destroyed while
/// it waits.
struct Detached {
  struct promise_type {
    Detached get_return_object() noexcept { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept { std::terminate(); }
  };

  std::coroutine_handle<> handle;
};

}  // namespace snsuapi_test
