#include <array>
#include <cstdlib>

#include "auth/crypto.hpp"

// A program in which the SDK is the first to use libcrypto, and uses it again when all that libcrypto would do at exit
// is done. crypto.cpp is compiled into it as for Windows, and for a libcrypto without SHA1_Init() and its like: both
// ways, unlike the others, set libcrypto up.

namespace {

bool canSign() {
  std::array<unsigned char, 16> nonce;
  return snsuapi::internal::fillRandom(nonce.data(), nonce.size()) &&
         snsuapi::internal::hmacSha1("key", "message").has_value();
}

void signLate() { std::_Exit(canSign() ? EXIT_SUCCESS : EXIT_FAILURE); }

}  // namespace

int main() {
  if (std::atexit(&signLate) != 0 || !canSign()) std::_Exit(EXIT_FAILURE);
  return EXIT_FAILURE;  // unless signLate() comes
}
