#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <snsuapi/snsuapi.hpp>

#include "async/loops.hpp"
#include "support/catch.hpp"
#include "support/scripted_server.hpp"

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

std::atomic<int> firstPort{0};
std::atomic<int> secondPort{0};

struct Answer {
  std::array<sockaddr_in, 2> addresses{};
  std::array<addrinfo, 2> entries{};
};

}  // namespace

// libcurl calls these: a program's own symbols go before those of the C library. Each name has two addresses.
extern "C" int getaddrinfo(const char*, const char*, const addrinfo*, addrinfo** result) {
  auto* answer = new Answer;
  const std::array<int, 2> ports = {firstPort, secondPort};
  for (std::size_t i = 0; i < 2; ++i) {
    sockaddr_in& address = answer->addresses[i];
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(ports[i]));
    addrinfo& entry = answer->entries[i];
    entry.ai_family = AF_INET;
    entry.ai_socktype = SOCK_STREAM;
    entry.ai_protocol = IPPROTO_TCP;
    entry.ai_addrlen = sizeof address;
    entry.ai_addr = reinterpret_cast<sockaddr*>(&address);
    entry.ai_next = i == 0 ? &answer->entries[1] : nullptr;
  }
  *result = answer->entries.data();
  return 0;
}
extern "C" void freeaddrinfo(addrinfo* result) {
  // The entries stand behind the addresses.
  delete reinterpret_cast<Answer*>(reinterpret_cast<char*>(result) - offsetof(Answer, entries));
}

namespace {

ClientProfile profileWithTwoAddresses() {
  ClientProfile profile = profileFor("http://two-addresses.invalid");
  profile.http.connectTimeout = std::chrono::seconds(2);  // libcurl gives half of it to the first
  return profile;
}

}  // namespace

TEST_CASE("When a host's first address is dead, the next one is taken within the connect timeout") {
  const HangingListener hanging;
  ScriptedServer server(answerAll);
  firstPort = hanging.port();
  secondPort = server.port();
  const AcsClient client(profileWithTwoAddresses());
  CHECK(client.execute(precheckRequest()).error().code().empty());
  const AcsClient async(profileWithTwoAddresses());
  CHECK(async.submit(precheckRequest()).get().error().code().empty());
}

TEMPLATE_TEST_CASE("When a host's first address is dead, the next one is taken on the program's own loop, too", "",
                   PollLoop, EpollLoop) {
  const HangingListener hanging;
  ScriptedServer server(answerAll);
  firstPort = hanging.port();
  secondPort = server.port();
  const auto loop = std::make_shared<TestType>();
  ClientProfile profile = profileWithTwoAddresses();
  profile.async.eventLoop = loop;
  const AcsClient client(profile);
  Outcomes outcomes;
  for (int i = 0; i < 3; ++i) client.executeAsync(precheckRequest(), outcomes.callback());
  while (outcomes.codes().size() < 3) loop->turn(client);
  CHECK(outcomes.codes() == Codes{"OK", "OK", "OK"});
}
