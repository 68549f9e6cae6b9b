#include "scenario/address_range.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <string_view>

namespace snsuapi {
namespace sandbox {

namespace {

constexpr int kMostHostBits = 24;

// The low 32 bits, by which addresses of one block differ.
std::uint32_t tail(const Address& address) {
  std::uint32_t value = 0;
  for (std::size_t i = 12; i < address.size(); ++i) value = (value << 8) | address[i];
  return value;
}

std::optional<int> parsePrefix(std::string_view text, int longest) {
  int prefix = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), prefix);
  if (error != std::errc() || end != text.data() + text.size() || prefix < 0 || prefix > longest) return std::nullopt;
  return prefix;
}

}  // namespace

std::optional<Address> parseAddress(const std::string& text) {
  Address address{};
  if (inet_pton(AF_INET, text.c_str(), address.data() + 12) == 1) {
    address[10] = address[11] = 0xff;
    return address;
  }
  if (inet_pton(AF_INET6, text.c_str(), address.data()) == 1) return address;
  return std::nullopt;
}

std::optional<AddressRange> AddressRange::parse(const std::string& text) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  const std::string start = text.substr(0, slash);
  const std::optional<Address> first = parseAddress(start);
  if (!first) return std::nullopt;
  if (slash == text.size()) return AddressRange(text, *first, 1);
  const int bits = start.find(':') == std::string::npos ? 32 : 128;
  const std::optional<int> prefix = parsePrefix(std::string_view(text).substr(slash + 1), bits);
  if (!prefix || bits - *prefix > kMostHostBits) return std::nullopt;
  const std::uint32_t size = std::uint32_t{1} << (bits - *prefix);
  if (tail(*first) % size != 0) return std::nullopt;
  return AddressRange(text, *first, size);
}

std::optional<std::uint32_t> AddressRange::indexOf(const Address& address) const {
  if (!std::equal(first_.begin(), first_.begin() + 12, address.begin())) return std::nullopt;
  const std::uint32_t index = tail(address) - tail(first_);  // wraps to something large when it is before the first
  if (index >= size_) return std::nullopt;
  return index;
}

}  // namespace sandbox
}  // namespace snsuapi
