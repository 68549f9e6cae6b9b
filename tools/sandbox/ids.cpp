#include "ids.hpp"

#include <array>
#include <cstdio>
#include <random>

namespace snsuapi {
namespace sandbox {

std::string Ids::nextRequestId() { return uuid(1, ++requests_); }

std::string Ids::correlationId(std::uint64_t number) const { return uuid(2, number); }

std::string Ids::uuid(std::uint32_t kind, std::uint64_t number) const {
  const auto low = [](std::uint64_t value) { return static_cast<std::uint32_t>(value); };
  const auto high = [](std::uint64_t value) { return static_cast<std::uint32_t>(value >> 32); };
  std::seed_seq all{low(seed_), high(seed_), kind, low(number), high(number)};
  std::array<std::uint32_t, 4> words{};
  all.generate(words.begin(), words.end());
  constexpr std::uint32_t kVersion4 = 0x4000;
  constexpr std::uint32_t kVariant = 0x8000;
  std::array<char, 37> text{};
  static_cast<void>(std::snprintf(text.data(), text.size(), "%08x-%04x-%04x-%04x-%04x%08x", words[0], words[1] >> 16,
                                  (words[1] & 0x0fff) | kVersion4, ((words[2] >> 16) & 0x3fff) | kVariant,
                                  words[2] & 0xffff, words[3]));
  return text.data();
}

}  // namespace sandbox
}  // namespace snsuapi
