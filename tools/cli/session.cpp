#include "session.hpp"

#include <cmath>
#include <cstdlib>
#include <iostream>
#include <snsuapi/auth/default_credentials_provider.hpp>

#include "debug_observer.hpp"
#include "debug_transport.hpp"
#include "error_report.hpp"
#include "table.hpp"
#include "time/timestamp.hpp"

namespace snsuapi {
namespace cli {

namespace {

std::string fromEnvironment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

// The whole chain; a profile that is named, be it by the environment, goes before the environment's key.
std::shared_ptr<DefaultCredentialsProvider> makeCredentials(const Options& options) {
  DefaultCredentialsOptions wanted;
  wanted.profile = options.profile.empty() ? fromEnvironment("ALIBABA_CLOUD_PROFILE") : options.profile;
  return std::make_shared<DefaultCredentialsProvider>(std::move(wanted));
}

// The nonce and the timestamp that were asked for.
class GivenEnvironment final : public Environment {
 public:
  explicit GivenEnvironment(const Options& options) : nonce_(options.nonce) {
    if (options.timestamp) time_ = tools::parseTimestamp(*options.timestamp);
  }
  std::chrono::system_clock::time_point now() override { return time_ ? *time_ : Environment::now(); }
  std::string nonce() override { return nonce_ ? *nonce_ : Environment::nonce(); }

 private:
  const std::optional<std::string> nonce_;
  std::optional<std::chrono::system_clock::time_point> time_;
};

// Results go out whole, and what can't be written is a failure.
ExitCode write(const std::string& text) {
  std::cout << text << std::flush;
  if (std::cout) return kDone;
  std::cerr << "snsuapi: the result could not be written to standard output\n";
  return kOther;
}

}  // namespace

std::string Session::endpoint() const {
  return options_.endpoint.empty() ? fromEnvironment("SNSUAPI_ENDPOINT") : options_.endpoint;
}

Outcome<ClientProfile> Session::makeProfile() const {
  const auto credentials = makeCredentials(options_);
  for (const std::string& warning : credentials->warnings()) std::cerr << "snsuapi: warning: " << warning << '\n';
  if (const auto key = credentials->getCredentials(); !key) return key.error();

  ClientProfile profile;
  profile.credentials = credentials;
  profile.regionId =
      options_.region.value_or(credentials->regionId().empty() ? "cn-hangzhou" : credentials->regionId());
  profile.endpoint = endpoint();
  profile.method = options_.method == "GET" ? HttpMethod::Get : HttpMethod::Post;
  profile.userAgent = "snsuapi-cli";
  profile.http.caFile = options_.caFile;
  profile.http.proxy = options_.proxy;
  profile.http.totalTimeout = std::chrono::milliseconds(std::llround(std::ceil(options_.timeoutSeconds * 1000)));
  profile.http.readTimeout = std::max(profile.http.readTimeout, profile.http.totalTimeout);
  profile.environment = std::make_shared<GivenEnvironment>(options_);
  if (options_.debug) profile.observer = std::make_shared<DebugObserver>(std::cerr);
  return profile;
}

AcsClient Session::makeClient(const ClientProfile& profile) const {
  if (!options_.debug) return AcsClient(profile);
  return AcsClient(profile, std::make_shared<DebugTransport>(std::make_shared<CurlTransport>(profile.http), std::cerr));
}

bool Session::mayHaveChanged(const AcsRequest& request, const Error& error) {
  return !request.isReadOnly() && error.mayHaveBeenCarriedOut();
}

ExitCode Session::fail(const Error& error, bool mayHaveChanged) const {
  std::cerr << (options_.output == "json" ? describeAsJson(error, mayHaveChanged)
                                          : describeForPeople(error, mayHaveChanged));
  return exitCodeOf(error);
}

ExitCode Session::print(const Report& report) const {
  if (options_.output != "json") return write(formatTable(report.rows));
  return write(report.json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

ExitCode Session::show(const Outcome<SignedRequest>& signedRequest) const {
  if (!signedRequest) return fail(signedRequest.error(), false);
  nlohmann::ordered_json headers = nlohmann::ordered_json::object();
  signedRequest->http.headers.forEach(
      [&headers](std::string_view name, std::string_view value) { headers[std::string(name)] = std::string(value); });
  Report report;
  report.rows = {{"method:", signedRequest->http.method},
                 {"url:", signedRequest->http.url},
                 {"body:", signedRequest->http.body},
                 {"string to sign:", signedRequest->stringToSign()},
                 {"signature:", signedRequest->signature()}};
  report.json = {{"method", signedRequest->http.method},
                 {"url", signedRequest->http.url},
                 {"headers", std::move(headers)},
                 {"body", signedRequest->http.body},
                 {"stringToSign", signedRequest->stringToSign()},
                 {"signature", signedRequest->signature()}};
  return print(report);
}

}  // namespace cli
}  // namespace snsuapi
