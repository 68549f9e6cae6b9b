#include <CLI/CLI.hpp>
#include <cmath>
#include <csignal>
#include <iostream>

#include "commands.hpp"
#include "exit_code.hpp"
#include "interruption.hpp"
#include "session.hpp"
#include "time/timestamp.hpp"

#if defined(_WIN32)
#include <windows.h>
#endif

namespace {

using namespace snsuapi::cli;

constexpr double kLongestTimeoutSeconds = 86400;

void addOptions(CLI::App& app, Options& options) {
  app.add_option("--endpoint", options.endpoint,
                 "[http://|https://]host[:port]; default: SNSUAPI_ENDPOINT, else the service");
  app.add_option("--region", options.region,
                 "Region id; default: the profile's, else cn-hangzhou; empty: none is sent");
  app.add_option("--profile", options.profile,
                 "Profile of ~/.aliyun/config.json or ~/.alibabacloud/credentials.ini; default: ALIBABA_CLOUD_PROFILE");
  app.add_option("--output", options.output, "table or json; with --batch csv or jsonl")
      ->check(CLI::IsMember({"table", "json", "csv", "jsonl"}));
  app.add_option("--method", options.method, "POST or GET")->check(CLI::IsMember({"POST", "GET"}));
  app.add_option("--timeout", options.timeoutSeconds, "Seconds for the whole call, 30 by default")
      ->check(CLI::Range(0.001, kLongestTimeoutSeconds));
  app.add_option("--ca-file", options.caFile, "Trusted CA certificates, in PEM");
  app.add_option("--proxy", options.proxy, "Proxy's URL; empty: none; default: the environment's");
  app.add_flag("--debug", options.debug,
               "Tell on standard error what goes over the wire, secrets masked, and what took how long");
  app.add_flag("--dry-run", options.dryRun,
               "Show the signed request and send nothing; it is good for 15 minutes, so keep it to yourself");
  app.add_option("--nonce", options.nonce, "With --dry-run: the SignatureNonce");
  app.add_option("--timestamp", options.timestamp, "With --dry-run: the Timestamp, such as 2018-07-09T08:00:00Z");
}

// What the parser can't tell; an empty text when all is well. `call` passes every value on as it is.
std::string problemOf(const Options& options, bool isCall, bool isBatch) {
  const bool isRowByRow = options.output == "csv" || options.output == "jsonl";
  if (isBatch && !isRowByRow && !options.output.empty()) return "--output: with --batch it is csv or jsonl";
  if (!isBatch && isRowByRow) return "--output: csv and jsonl go with precheck --batch";
  if (isBatch && options.dryRun) return "--dry-run shows one request: it goes with --ip and --port, not with --batch";
  if ((options.nonce || options.timestamp) && !options.dryRun) return "--nonce and --timestamp go with --dry-run";
  if (std::isnan(options.timeoutSeconds)) return "--timeout is not a number of seconds";
  if (options.timestamp && !isCall && !snsuapi::tools::parseTimestamp(*options.timestamp)) {
    return "--timestamp: \"" + *options.timestamp + "\" is not of the form 2018-07-09T08:00:00Z";
  }
  return {};
}

bool isBatch(const CLI::App& app) {
  const CLI::App* precheck = app.get_subcommand("precheck");
  const CLI::Option* batch = precheck->get_option_no_throw("--batch");
  return batch != nullptr && batch->count() > 0;
}

}  // namespace

// Only what is thrown for want of memory, before there is a command, leaves it.
int main(int argc, char** argv) {  // NOLINT(bugprone-exception-escape)
  endOnInterrupt();
#if defined(_WIN32)
  SetConsoleOutputCP(CP_UTF8);  // what the service says is often Chinese
#else
  static_cast<void>(std::signal(SIGPIPE, SIG_IGN));  // a reader that is gone is reported as a failed write
#endif
  Options options;
  Run chosen;
  CLI::App app(
      "Alibaba Cloud network acceleration (Snsuapi).\n"
      "The access key comes from ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET\n"
      "(ALIBABA_CLOUD_SECURITY_TOKEN for a temporary one), from ~/.aliyun/config.json or\n"
      "~/.alibabacloud/credentials.ini, from the RAM role of the ECS instance that this runs on, or from\n"
      "ALIBABA_CLOUD_CREDENTIALS_URI.",
      "snsuapi");
  app.set_version_flag("--version", std::string("snsuapi ") + snsuapi::version());
  const std::string exitCodes =
      "Exit codes: 0 done, 1 other, 2 usage, 3 configuration or credentials, 4 the service refused,\n"
      "5 network or timeout, 130 interrupted.";
  app.footer("Options of every command, such as --endpoint and --output: snsuapi --help\n" + exitCodes);
  app.require_subcommand(1);
  app.fallthrough();
  addOptions(app, options);
  addCommands(app, chosen);
  app.footer("Example: snsuapi precheck --ip 203.0.113.7 --port 50123\n" + exitCodes);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const bool failed = error.get_exit_code() != 0;
    if (const auto unread = app.remaining(); failed && app.get_subcommands().empty() && !unread.empty()) {
      std::cerr << "snsuapi: \"" << unread.front() << "\" is neither a command nor an option; see snsuapi --help\n";
      return kUsage;
    }
    return app.exit(error) == 0 ? kDone : kUsage;
  }
  if (const std::string problem = problemOf(options, app.got_subcommand("call"), isBatch(app)); !problem.empty()) {
    std::cerr << "snsuapi: " << problem << '\n';
    return kUsage;
  }
  try {
    return chosen(Session(options));
  } catch (const std::exception& error) {
    std::cerr << "snsuapi: failed within: " << error.what()
              << "\nIf the command changes something, it MAY have been carried out: look at the account before you "
                 "repeat it.\n";
    return kOther;
  }
}
