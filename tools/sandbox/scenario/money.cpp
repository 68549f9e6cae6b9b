#include "scenario/money.hpp"

#include <algorithm>
#include <cstdlib>

namespace snsuapi {
namespace sandbox {

namespace {

constexpr std::size_t kMostDigits = 12;

bool isDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<Fen> parseYuan(std::string_view text) {
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view yuan = text.substr(0, point);
  std::string fraction(text.substr(std::min(point + 1, text.size())));
  const bool hasPoint = point < text.size();
  if (!isDigits(yuan) || yuan.size() > kMostDigits) return std::nullopt;
  if (hasPoint && (!isDigits(fraction) || fraction.size() > 2)) return std::nullopt;
  fraction.resize(2, '0');
  return std::stoll(std::string(yuan)) * 100 + std::stoll(fraction);
}

std::string formatYuan(Fen fen) {
  const Fen positive = std::abs(fen);
  const std::string cents = std::to_string(positive % 100);
  return (fen < 0 ? "-" : "") + std::to_string(positive / 100) + (cents.size() < 2 ? ".0" : ".") + cents;
}

}  // namespace sandbox
}  // namespace snsuapi
