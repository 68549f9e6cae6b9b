#pragma once

#include <string>
#include <vector>

#include "secrets/hidden_text.hpp"

namespace snsuapi_test {

/// Where in this process's writable memory a piece of the text stands, as it is or as HMAC pads its key with it: heap,
/// stacks of all threads, globals, what was freed. Empty: nowhere. Linux alone; no other thread may map memory
/// meanwhile.
///
/// A piece is 8 bytes in a row: what frees memory writes over the begin of it.
std::vector<std::string> findInMemory(const HiddenText& text);

}  // namespace snsuapi_test
