// A client that holds no secret: a server of the app's own signs for it, or makes the whole request.
//
//   snsuapi-sandbox &                                   # prints: listening on http://127.0.0.1:PORT
//   SNSUAPI_ENDPOINT=http://127.0.0.1:PORT key_stays_at_home
//
// The server is a child process here, at the other end of a pair of sockets, which stand for your own protocol: TLS,
// and a login of the user's. It alone has the secret.

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <snsuapi/snsuapi.hpp>
#include <string>

using namespace snsuapi;

namespace {

// ---- The protocol: a line for a question, a line for its answer.

void sendLine(int socket, const std::string& line) {
  const std::string bytes = line + "\n";
  for (std::size_t sent = 0; sent < bytes.size();) {
    const ssize_t done = send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (done <= 0) return;
    sent += static_cast<std::size_t>(done);
  }
}

// Empty when the other end has closed.
std::string receiveLine(int socket) {
  std::string line;
  for (char c = 0; recv(socket, &c, 1, 0) == 1 && c != '\n';) line += c;
  return line;
}

// ---- The server.

// What this server signs for this user: prechecks. An order would be looked at more closely.
bool mayBeSigned(const std::string& stringToSign) {
  return stringToSign.find("Action%3DBandPrecheck%26") != std::string::npos;
}

// RPC signature version 1.0; any language has it in its standard library, or next to it.
std::string signatureOf(const std::string& stringToSign, const std::string& secret) {
  const std::string key = secret + "&";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned size = 0;
  HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(stringToSign.data()), stringToSign.size(), digest.data(), &size);
  std::array<unsigned char, 2 * EVP_MAX_MD_SIZE> base64;
  const int length = EVP_EncodeBlock(base64.data(), digest.data(), static_cast<int>(size));
  return std::string(base64.begin(), base64.begin() + length);
}

int serve(int socket) {
  const std::string id = "testid", secret = "testsecret";  // of the sandbox; yours come from a vault
  const AcsClient signing(DefaultProfile::getProfile("cn-hangzhou", id, secret));
  for (std::string question = receiveLine(socket); !question.empty(); question = receiveLine(socket)) {
    if (question == "presign") {
      BandPrecheckRequest request;
      request.setIpAddress("203.0.113.7").setPort(50123);
      const auto made = signing.sign(request);
      sendLine(socket, made ? PresignedRequest(*made).serialize() : "refused");
    } else {
      sendLine(socket, mayBeSigned(question) ? signatureOf(question, secret) : "refused");
    }
  }
  return 0;
}

// ---- The client, which knows the id of the key and nothing else of it.

class OurServer final : public DelegatedSigner {
 public:
  explicit OurServer(int socket) : DelegatedSigner("testid"), socket_(socket) {}

  Outcome<std::string> sign(const SigningRequest& request) override {
    const std::string answer = ask(request.stringToSign);
    if (answer == "refused") return Error(ErrorKind::Configuration, "App.NotAllowed", "our server does not sign this");
    return answer;
  }
  std::string ask(const std::string& question) {
    const std::lock_guard<std::mutex> lock(mutex_);
    sendLine(socket_, question);
    return receiveLine(socket_);
  }

 private:
  std::mutex mutex_;
  const int socket_;
};

int runClient(int socket, const std::string& endpoint) {
  const auto server = std::make_shared<OurServer>(socket);
  ClientProfile profile;
  profile.regionId = "cn-hangzhou";
  profile.endpoint = endpoint;
  profile.signer = server;
  const AcsClient client(profile);

  BandPrecheckRequest request;
  request.setIpAddress("203.0.113.7").setPort(50123);
  const auto delegated = client.execute(request);
  if (!delegated) return std::fprintf(stderr, "%s\n", delegated.error().toString().c_str()), 1;
  std::printf("signed by our server: band %lld\n", static_cast<long long>(delegated->getResultModule().getBandId()));

  BandOfferOrderRequest order;
  order.setBandId(1).setOfferId(1);
  std::printf("an order: %s\n", client.execute(order).error().code().c_str());

  const auto presigned = Presigned<BandPrecheckRequest>::parse(server->ask("presign"));
  if (!presigned) return std::fprintf(stderr, "%s\n", presigned.error().toString().c_str()), 1;
  const auto sent = client.execute(*presigned);
  if (!sent) return std::fprintf(stderr, "%s\n", sent.error().toString().c_str()), 1;
  std::printf("made by our server: band %lld\n", static_cast<long long>(sent->getResultModule().getBandId()));
  return 0;
}

}  // namespace

int main() {
  const char* endpoint = std::getenv("SNSUAPI_ENDPOINT");
  if (endpoint == nullptr) {
    std::fprintf(stderr, "set SNSUAPI_ENDPOINT to a sandbox's address\n");
    return 2;
  }
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return std::perror("socketpair"), 1;
  const pid_t server = fork();
  if (server < 0) return std::perror("fork"), 1;
  if (server == 0) {
    close(ends[1]);
    _exit(serve(ends[0]));
  }
  close(ends[0]);
  const int result = runClient(ends[1], endpoint);
  close(ends[1]);
  waitpid(server, nullptr, 0);
  return result;
}
