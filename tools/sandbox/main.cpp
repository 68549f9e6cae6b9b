#include <arpa/inet.h>
#include <csignal>

#include <CLI/CLI.hpp>
#include <iostream>
#include <snsuapi/sandbox/server.hpp>
#include <string>

namespace {

constexpr int kFailed = 1;
constexpr int kUsage = 2;

bool isLoopback(const std::string& host) {
  in_addr address{};
  constexpr std::uint32_t kLoopbackNet = 127;
  return host == "localhost" || host == "::1" ||
         (inet_pton(AF_INET, host.c_str(), &address) == 1 && (ntohl(address.s_addr) >> 24) == kLoopbackNet);
}

// Blocked in every thread, and taken by sigwait: no code runs in a signal handler.
sigset_t blockStopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

}  // namespace

int main(int argc, char** argv) {
  snsuapi::sandbox::ServerOptions options;
  bool allowRemote = false;
  CLI::App app("The Snsuapi service on your own machine, for development and tests. Key: testid / testsecret.");
  app.add_option("--host", options.host, "Address to listen on")->capture_default_str();
  app.add_option("--port", options.port, "Port to listen on; 0: a free one")->capture_default_str();
  app.add_flag("--allow-remote", allowRemote, "Allow a --host that other machines can reach");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsage;
  }
  if (!allowRemote && !isLoopback(options.host)) {
    std::cerr
        << "snsuapi-sandbox: --host " << options.host
        << " can be reached by other machines, and the sandbox's key is public; add --allow-remote if you mean it\n";
    return kUsage;
  }

  const sigset_t signals = blockStopSignals();
  try {
    snsuapi::sandbox::Server server(options);
    std::cout << "listening on " << server.endpoint() << std::endl;
    std::cerr << "key: testid / testsecret; line: 203.0.113.7 port 50123; stop: Ctrl-C\n";
    int signal = 0;
    sigwait(&signals, &signal);
  } catch (const std::exception& error) {
    std::cerr << "snsuapi-sandbox: " << error.what() << '\n';
    return kFailed;
  }
  return 0;
}
