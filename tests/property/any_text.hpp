#pragma once

#include <rapidcheck.h>

#include <string>

namespace snsuapi_test {

/// Any bytes, NUL and what is no UTF-8 among them; reserved characters and Chinese more often than by chance.
rc::Gen<std::string> anyText();

/// Well-formed UTF-8, control characters and NUL among it.
rc::Gen<std::string> anyUtf8();

/// What an access key id, a secret or a token is made of: printable ASCII without blanks; not empty.
rc::Gen<std::string> anyKeyText();

}  // namespace snsuapi_test
