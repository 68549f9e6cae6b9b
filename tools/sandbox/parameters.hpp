#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace snsuapi {
namespace sandbox {

using Parameters = std::map<std::string, std::string>;

/// Adds the pairs of a query or a form. Returns what is wrong with it: a broken escape, or a name that is there already
/// (a signature covers each name once). Decoding is strict, because what is guessed here could not be signed.
std::optional<std::string> decodeInto(std::string_view form, Parameters& parameters);

}  // namespace sandbox
}  // namespace snsuapi
