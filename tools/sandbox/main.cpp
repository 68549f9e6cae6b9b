#include <arpa/inet.h>
#include <csignal>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <iterator>
#include <snsuapi/sandbox/server.hpp>
#include <string>

namespace {

using snsuapi::sandbox::ServerOptions;

constexpr int kFailed = 1;
constexpr int kUsage = 2;

struct Arguments {
  ServerOptions server;
  std::string scenarioFile;
  bool allowRemote = false;
  bool printScenario = false;
};

// Every option is an environment variable, too: --port is SNSUAPI_SANDBOX_PORT.
CLI::Option* withVariable(CLI::Option* option) {
  std::string name = "SNSUAPI_SANDBOX_" + option->get_lnames().front();
  for (char& c : name) c = c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return option->envname(name);
}

void define(CLI::App& app, Arguments& arguments) {
  ServerOptions& server = arguments.server;
  withVariable(app.add_option("--host", server.host, "Address to listen on")->capture_default_str());
  withVariable(app.add_option("--port", server.port, "Port to listen on; 0: a free one")->capture_default_str());
  withVariable(app.add_flag("--allow-remote", arguments.allowRemote, "Allow a --host that other machines can reach"));
  withVariable(app.add_flag("--tls", server.tls, "Serve https, with a certificate made at start"));
  withVariable(app.add_option("--certificate", server.certificateFile,
                              "With --tls: where to write the certificate; else a new file for temporary files"));
  withVariable(app.add_option("--db", server.databaseFile, "SQLite file that keeps the state; else in memory"));
  withVariable(
      app.add_option("--scenario", arguments.scenarioFile, "JSON file with accounts, lines, rules and prices"));
  withVariable(app.add_option("--seed", server.seed, "Ids by this number, and a time that stands until it is moved"));
  withVariable(
      app.add_option("--journal", server.journalEntries, "How many requests the journal keeps")->capture_default_str());
  app.add_flag("--print-scenario", arguments.printScenario, "Print the built-in scenario, to start one's own from");
}

bool isLoopback(const std::string& host) {
  in_addr address{};
  constexpr std::uint32_t kLoopbackNet = 127;
  return host == "localhost" || host == "::1" ||
         (inet_pton(AF_INET, host.c_str(), &address) == 1 && (ntohl(address.s_addr) >> 24) == kLoopbackNet);
}

std::string readScenario(const std::string& path) {
  std::string text;
  try {
    std::ifstream file;
    file.exceptions(std::ios::failbit | std::ios::badbit);
    file.open(path, std::ios::binary);
    text.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  } catch (const std::ios::failure&) {
    throw std::runtime_error("can't read the scenario " + path);
  }
  if (text.empty()) throw std::runtime_error("the scenario " + path + " is empty; --print-scenario shows what one is");
  return text;
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

void announce(const snsuapi::sandbox::Server& server, const Arguments& arguments) {
  std::cout << "listening on " << server.endpoint() << std::endl;
  if (arguments.scenarioFile.empty()) std::cerr << "key: testid / testsecret; line: 203.0.113.7 port 50123\n";
  if (arguments.server.tls) std::cerr << "certificate: " << server.certificateFile() << '\n';
  std::cerr << "console: " << server.endpoint() << "/_sandbox/console; stop: Ctrl-C\n";
}

}  // namespace

// Only what is thrown for want of memory, before there is a server, leaves it.
int main(int argc, char** argv) {  // NOLINT(bugprone-exception-escape)
  Arguments arguments;
  CLI::App app("The Snsuapi service on your own machine, for development and tests. Key: testid / testsecret.");
  app.footer("Each option is an environment variable, too: --port is SNSUAPI_SANDBOX_PORT.");
  define(app, arguments);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsage;
  }
  if (arguments.printScenario) {
    std::cout << snsuapi::sandbox::defaultScenario();
    return 0;
  }
  const std::string& host = arguments.server.host;
  if (!arguments.allowRemote && !isLoopback(host)) {
    std::cerr
        << "snsuapi-sandbox: --host " << host
        << " can be reached by other machines, and the sandbox's key is public; add --allow-remote if you mean it\n";
    return kUsage;
  }

  const sigset_t signals = blockStopSignals();
  try {
    if (!arguments.scenarioFile.empty()) arguments.server.scenario = readScenario(arguments.scenarioFile);
    snsuapi::sandbox::Server server(arguments.server);
    announce(server, arguments);
    int signal = 0;
    sigwait(&signals, &signal);
  } catch (const snsuapi::sandbox::ScenarioError& error) {
    std::cerr << "snsuapi-sandbox: " << arguments.scenarioFile << ": " << error.what() << '\n';
    return kFailed;
  } catch (const std::exception& error) {
    std::cerr << "snsuapi-sandbox: " << error.what() << '\n';
    return kFailed;
  }
  return 0;
}
