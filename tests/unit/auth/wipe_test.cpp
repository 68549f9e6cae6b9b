#include "auth/wipe.hpp"

#include <string>

#include "support/catch.hpp"

TEST_CASE("A wiped text is empty, and its bytes are gone") {
  std::string secret = "a secret that is longer than any small string";
  const char* bytes = secret.data();
  const std::size_t size = secret.size();
  snsuapi::internal::wipe(secret);
  CHECK(secret.empty());
  // An emptied string keeps its buffer: what stood there can still be looked at.
  REQUIRE(secret.data() == bytes);
  REQUIRE(secret.capacity() >= size);
  CHECK(std::string(bytes, size) == std::string(size, '\0'));
}
