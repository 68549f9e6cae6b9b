#include "service/parameter_reader.hpp"

#include <charconv>

#include "service/refusal.hpp"

namespace snsuapi {
namespace sandbox {

namespace {

Refusal invalid(const std::string& message) { return Refusal("isv.INVALID_PARAMETERS", "参数异常: " + message); }

}  // namespace

const std::string& ParameterReader::text(const std::string& name) const {
  const auto found = parameters_.find(name);
  if (found == parameters_.end() || found->second.empty()) throw invalid(name + " is missing");
  return found->second;
}

std::string ParameterReader::ipAddress(const std::string& name) const {
  const std::string& value = text(name);
  if (!parseAddress(value)) throw invalid(name + " is neither an IPv4 nor an IPv6 address");
  return value;
}

std::int64_t ParameterReader::id(const std::string& name) const {
  const std::string& digits = text(name);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) throw invalid(name + " is not a 64-bit integer");
  return value;
}

int ParameterReader::port(const std::string& name) const {
  constexpr std::int64_t kMaxPort = 65535;
  const std::int64_t value = id(name);
  if (value < 1 || value > kMaxPort) throw invalid(name + " is not a port from 1 to 65535");
  return static_cast<int>(value);
}

Direction ParameterReader::direction(const std::string& name) const {
  const std::string& value = text(name);
  if (value == "UP") return Direction::Up;
  if (value == "DOWN") return Direction::Down;
  throw invalid(name + " is neither UP nor DOWN");
}

std::optional<std::int64_t> ParameterReader::count(const std::string& name, std::int64_t most) const {
  const auto found = parameters_.find(name);
  if (found == parameters_.end() || found->second.empty()) return std::nullopt;
  const std::int64_t value = id(name);
  if (value < 1 || value > most) throw invalid(name + " is not from 1 to " + std::to_string(most));
  return value;
}

}  // namespace sandbox
}  // namespace snsuapi
