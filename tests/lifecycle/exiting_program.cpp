// A program whose clients outlive main(): exiting_program MODE ENDPOINT CA_FILE. What comes of its last calls is told
// on standard output, one code a line.

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <snsuapi/snsuapi.hpp>
#include <string>

using namespace snsuapi;

namespace {

std::string mode;
ClientProfile profile;

BandStatusQueryRequest request() { return BandStatusQueryRequest().setBandId(1000001); }

template <class Response>
void tell(const char* what, const Outcome<Response>& outcome) {
  std::printf("%s %s\n", what, outcome ? "OK" : outcome.error().code().c_str());
  std::fflush(stdout);
}

void callWith(const AcsClient& client) {
  tell("waiting", client.execute(request()));
  tell("future", client.submit(request()).get());
}

/// Destroyed after everything that main() has brought about: the SDK's own, libcurl's, libcrypto's.
struct First {
  First() = default;
  First(const First&) = delete;
  First& operator=(const First&) = delete;
  ~First() {
    if (mode == "made-late") callWith(AcsClient(profile));
  }
} first;

struct Client {
  Client() : client(std::make_unique<AcsClient>(ClientProfile())) {}
  std::unique_ptr<AcsClient> client;
} holder;

/// Destroyed before the client.
struct Last {
  Last() = default;
  Last(const Last&) = delete;
  Last& operator=(const Last&) = delete;
  ~Last() {
    if (mode == "used-late") callWith(*holder.client);
  }
} last;

void begin(const AcsClient& client) {
  client.executeAsync(request(), [](const auto& outcome) { tell("callback", outcome); });
}

}  // namespace

int main(int, char** arguments) {
  mode = arguments[1];
  profile = DefaultProfile::getProfile("cn-hangzhou", "testid", "testsecret");
  profile.endpoint = arguments[2];
  profile.http.proxy = "";
  profile.http.caFile = arguments[3];
  holder.client = std::make_unique<AcsClient>(profile);
  if (mode == "used-late" || mode == "made-late") callWith(*holder.client);
  if (mode == "in-flight") {
    for (int i = 0; i < 20; ++i) begin(*holder.client);
  }
  if (mode == "left") {
    static AcsClient& left = *new AcsClient(profile);  // never destroyed
    for (int i = 0; i < 20; ++i) begin(left);
  }
  return EXIT_SUCCESS;
}
