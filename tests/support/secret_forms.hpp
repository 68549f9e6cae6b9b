#pragma once

#include <optional>
#include <string>
#include <vector>

#include "support/scripted_server.hpp"

namespace snsuapi_test {

/// A text as it may stand in another: as it is, percent-encoded once and twice, with hexadecimal digits of either case.
std::vector<std::string> formsOf(const std::string& secret);

/// The text that was percent-encoded so, well-formed.
std::string percentDecoded(const std::string& encoded);

/// The signature of a request that has arrived, by POST or GET, as it was before it was encoded; none where none is.
std::optional<std::string> signatureIn(const ArrivedRequest& request);

/// Which of the secrets stand in the text, in whichever form: `secret, as FORM`. Empty: none.
std::vector<std::string> secretsIn(const std::string& text, const std::vector<std::string>& secrets);

}  // namespace snsuapi_test
