#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace snsuapi {
namespace sandbox {

/// An IP address as 16 bytes; IPv4 as ::ffff:a.b.c.d.
using Address = std::array<std::uint8_t, 16>;

std::optional<Address> parseAddress(const std::string& text);

/// One address, or a block of them such as 100.64.0.0/16.
class AddressRange {
 public:
  /// None for what is neither, for a block whose address has bits beneath its prefix, and for one of more than 2^24
  /// addresses.
  static std::optional<AddressRange> parse(const std::string& text);

  std::uint32_t size() const { return size_; }
  /// The place of an address in the range, from 0; none when it is outside.
  std::optional<std::uint32_t> indexOf(const Address& address) const;
  bool overlaps(const AddressRange& other) const { return indexOf(other.first_) || other.indexOf(first_); }
  const std::string& text() const { return text_; }

 private:
  AddressRange(std::string text, Address first, std::uint32_t size)
      : text_(std::move(text)), first_(first), size_(size) {}

  std::string text_;
  Address first_;
  std::uint32_t size_;
};

}  // namespace sandbox
}  // namespace snsuapi
