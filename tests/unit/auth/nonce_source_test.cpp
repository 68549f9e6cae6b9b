#include "auth/nonce_source.hpp"

#if !defined(_WIN32)
#include <sys/wait.h>
#include <unistd.h>
#endif

#include <set>
#include <string>
#include <thread>
#include <vector>

#include "support/catch.hpp"

using snsuapi::internal::NonceSource;

namespace {

bool isVersion4Uuid(const std::string& text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : std::string("0123456789abcdef").find(text[i]) == std::string::npos) return false;
  }
  return text[14] == '4' && std::string("89ab").find(text[19]) != std::string::npos;
}

}  // namespace

TEST_CASE("Nonces are version 4 UUIDs, and 10,000 of them are distinct") {
  NonceSource source;
  std::set<std::string> seen;
  for (int i = 0; i < 10000; ++i) {
    const std::string nonce = source.next();
    if (!isVersion4Uuid(nonce)) FAIL(nonce << " is no version 4 UUID");
    seen.insert(nonce);
  }
  CHECK(seen.size() == 10000);
}

TEST_CASE("Threads that share a source never draw the same nonce") {
  NonceSource source;
  std::vector<std::vector<std::string>> drawn(8);
  std::vector<std::thread> threads;
  for (auto& mine : drawn) {
    threads.emplace_back([&source, &mine] {
      for (int i = 0; i < 1000; ++i) mine.push_back(source.next());
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<std::string> seen;
  for (const auto& mine : drawn) seen.insert(mine.begin(), mine.end());
  CHECK(seen.size() == 8000);
}

#if !defined(_WIN32)
TEST_CASE("A forked child does not draw its parent's nonces") {
  NonceSource source;
  source.next();  // the source now holds a stock
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    for (int i = 0; i < 64; ++i) {
      const std::string nonce = source.next();
      if (write(ends[1], nonce.data(), nonce.size()) != static_cast<ssize_t>(nonce.size())) _exit(1);
    }
    _exit(0);
  }
  close(ends[1]);
  std::string text;
  char buffer[4096];
  for (ssize_t got = 0; (got = read(ends[0], buffer, sizeof buffer)) > 0;) {
    text.append(buffer, static_cast<std::size_t>(got));
  }
  close(ends[0]);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(status == 0);
  REQUIRE(text.size() == 64 * 36);

  std::set<std::string> all;
  for (std::size_t at = 0; at < text.size(); at += 36) all.insert(text.substr(at, 36));
  for (int i = 0; i < 64; ++i) all.insert(source.next());
  CHECK(all.size() == 128);
}
#endif
