#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

namespace snsuapi_test {

/// A random text of letters and digits, as long as an access key secret, which stands nowhere in memory as it is until
/// somebody asks for it: so what is found of it later is what somebody else has left behind.
class HiddenText {
 public:
  static constexpr std::size_t kSize = 30;

  HiddenText() {
    constexpr char kCharacters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    std::random_device random;
    std::uniform_int_distribution<std::size_t> any(0, sizeof kCharacters - 2);
    for (std::uint8_t& byte : masked_) byte = static_cast<std::uint8_t>(kCharacters[any(random)] ^ kMask);
  }

  /// The text itself, in one piece that is the caller's.
  std::string clear() const {
    std::string text;
    text.reserve(kSize);
    for (const std::uint8_t byte : masked_) text += static_cast<char>(byte ^ kMask);
    return text;
  }
  std::uint8_t at(std::size_t index) const { return static_cast<std::uint8_t>(masked_[index] ^ kMask); }

 private:
  // Not one that a hash pads its key with: those forms of it are looked for, too.
  static constexpr std::uint8_t kMask = 0xA9;

  std::array<std::uint8_t, kSize> masked_{};
};

/// Overwrites a text that held one.
inline void wipeOut(std::string& text) {
  volatile char* const at = text.data();
  for (std::size_t i = 0; i < text.size(); ++i) at[i] = '\0';
}

/// `before`, the hidden text and `after`, overwritten at the end: for what takes no text over.
class ClearText {
 public:
  explicit ClearText(const HiddenText& hidden, const std::string& before = {}, const std::string& after = {}) {
    text_.reserve(before.size() + HiddenText::kSize + after.size());
    text_ += before;
    for (std::size_t i = 0; i < HiddenText::kSize; ++i) text_ += static_cast<char>(hidden.at(i));
    text_ += after;
  }
  ClearText(const ClearText&) = delete;
  ClearText& operator=(const ClearText&) = delete;
  ~ClearText() { wipeOut(text_); }

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace snsuapi_test
