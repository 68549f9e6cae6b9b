#include <snsuapi/model/direction.hpp>

namespace snsuapi {

namespace {

constexpr std::string_view kUp = "UP";
constexpr std::string_view kDown = "DOWN";

}  // namespace

Direction::Direction(std::string_view text) : value_(text == kUp ? Up : text == kDown ? Down : Other) {
  if (value_ == Other) other_ = text;
}

std::string_view Direction::text() const noexcept {
  switch (value_) {
    case Up:
      return kUp;
    case Down:
      return kDown;
    case Other:
      break;
  }
  return other_;
}

}  // namespace snsuapi
