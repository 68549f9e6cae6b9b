#include "user_agent.hpp"

#include <snsuapi/version.hpp>

namespace snsuapi {
namespace internal {

namespace {

constexpr std::string_view kOperatingSystem =
#if defined(_WIN32)
    "Windows";
#elif defined(__APPLE__)
    "macOS";
#elif defined(__ANDROID__)
    "Android";
#elif defined(__linux__)
    "Linux";
#else
    "unknown";
#endif

constexpr std::string_view kArchitecture =
#if defined(__x86_64__) || defined(_M_X64)
    "x86_64";
#elif defined(__i386__) || defined(_M_IX86)
    "i386";
#elif defined(__aarch64__) || defined(_M_ARM64)
    "aarch64";
#elif defined(__arm__) || defined(_M_ARM)
    "arm";
#elif defined(__mips__)
    "mips";
#elif defined(__riscv)
        "riscv";
#else
        "unknown";
#endif

}  // namespace

std::string userAgent(std::string_view suffix) {
  std::string text = "AlibabaCloud (";
  text.append(kOperatingSystem).append("; ").append(kArchitecture).append(") snsuapi-cpp/" SNSUAPI_VERSION);
  if (!suffix.empty()) text.append(" ").append(suffix);
  return text;
}

}  // namespace internal
}  // namespace snsuapi
