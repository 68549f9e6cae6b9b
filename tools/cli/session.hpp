#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <snsuapi/snsuapi.hpp>
#include <string>
#include <vector>

#include "exit_code.hpp"
#include "interruption.hpp"

namespace snsuapi {
namespace cli {

/// The options that every command takes.
struct Options {
  std::string endpoint;
  std::optional<std::string> region;
  std::string profile;
  std::string output;  ///< empty: table; of a batch, csv
  std::string method = "POST";
  std::string caFile;
  std::optional<std::string> proxy;
  double timeoutSeconds = 30;
  bool debug = false;
  bool dryRun = false;
  std::optional<std::string> nonce;
  std::optional<std::string> timestamp;
};

/// A result in both its forms: rows for people, an object for programs.
struct Report {  // NOLINT(bugprone-exception-escape): an assertion of nlohmann/json's
  std::vector<std::vector<std::string>> rows;
  nlohmann::ordered_json json;
  /// Whether what was asked for was done: the service can say OK and false.
  bool achieved = true;
};

/// Carries one request through: made client, dry run or call, output, exit code.
class Session {
 public:
  explicit Session(Options options) : options_(std::move(options)) {}

  /// @param render makes the Report of a response
  template <class Request, class Render>
  ExitCode run(const Request& request, Render render) const {
    const Outcome<ClientProfile> profile = makeProfile();
    if (!profile) return fail(profile.error(), false);
    const AcsClient client = makeClient(*profile);
    if (options_.dryRun) return show(client.sign(request));

    std::optional<StateChangeInFlight> inFlight;  // until its result is told
    if (!request.isReadOnly()) inFlight.emplace();
    const auto outcome = client.execute(request);
    if (!outcome) return fail(outcome.error(), mayHaveChanged(request, outcome.error()));
    const Report report = render(*outcome);
    const ExitCode written = print(report);
    return written == kDone && !report.achieved ? kRefused : written;
  }

  const Options& options() const noexcept { return options_; }
  /// Where requests go; empty: the service itself.
  std::string endpoint() const;
  /// A profile by these options; warns of what is amiss with the credentials.
  Outcome<ClientProfile> makeProfile() const;
  /// A client with such a profile; nothing is sent.
  AcsClient makeClient(const ClientProfile& profile) const;
  /// Reports a failure that no request came to.
  ExitCode fail(const Error& error, bool mayHaveChanged) const;

 private:
  ExitCode show(const Outcome<SignedRequest>& signedRequest) const;
  ExitCode print(const Report& report) const;
  static bool mayHaveChanged(const AcsRequest& request, const Error& error);

  Options options_;
};

}  // namespace cli
}  // namespace snsuapi
