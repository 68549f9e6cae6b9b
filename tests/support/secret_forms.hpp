#pragma once

#include <string>
#include <vector>

namespace snsuapi_test {

/// A text as it may stand in another: as it is, percent-encoded once and twice, with hexadecimal digits of either case.
std::vector<std::string> formsOf(const std::string& secret);

/// Which of the secrets stand in the text, in whichever form: `secret, as FORM`. Empty: none.
std::vector<std::string> secretsIn(const std::string& text, const std::vector<std::string>& secrets);

}  // namespace snsuapi_test
