#include <cstddef>
#include <snsuapi/auth/cli_profile_credentials_provider.hpp>
#include <snsuapi/auth/default_credentials_provider.hpp>
#include <snsuapi/auth/profile_credentials_provider.hpp>
#include <utility>

#include "auth/providers/environment_variables.hpp"
#include "auth/providers/provider_error.hpp"

namespace snsuapi {

namespace {

// Half a key ends the search, too.
bool isKeyInEnvironment() {
  return !internal::environmentVariable("ALIBABA_CLOUD_ACCESS_KEY_ID").empty() ||
         !internal::environmentVariable("ALIBABA_CLOUD_ACCESS_KEY_SECRET").empty();
}

}  // namespace

DefaultCredentialsProvider::DefaultCredentialsProvider(DefaultCredentialsOptions options) {
  findAll(std::move(options));
}

DefaultCredentialsProvider::~DefaultCredentialsProvider() = default;

void DefaultCredentialsProvider::findAll(DefaultCredentialsOptions options) {
  const bool onlyProfile = !options.profile.empty();
  profile_ = onlyProfile ? options.profile : internal::environmentVariable(internal::kProfileVariable);
  if (!onlyProfile) {
    const bool isKey = isKeyInEnvironment();
    if (isFound(std::make_shared<EnvironmentCredentialsProvider>()) || isKey) return;
  }
  std::string ecsRoleName;
  if (findInFiles(ecsRoleName)) return;
  // A profile that is named and nowhere is a mistake, which no other key may hide.
  if (!profile_.empty() && ecsRoleName.empty()) return;
  if (!ecsRoleName.empty()) options.ecsRamRole.roleName = std::move(ecsRoleName);
  addRefreshing(std::make_shared<EcsRamRoleCredentialsProvider>(std::move(options.ecsRamRole)));
  if (profile_.empty()) addRefreshing(std::make_shared<UriCredentialsProvider>(std::move(options.uri)));
}

bool DefaultCredentialsProvider::findInFiles(std::string& ecsRoleName) {
  const auto warn = [this](const std::vector<std::string>& more) {
    warnings_.insert(warnings_.end(), more.begin(), more.end());
  };
  auto cli = std::make_shared<CliProfileCredentialsProvider>(profile_);
  warn(cli->warnings());
  regionId_ = cli->regionId();
  if (isFound(std::move(cli))) return true;
  auto ini = std::make_shared<ProfileCredentialsProvider>(profile_);
  warn(ini->warnings());
  ecsRoleName = ini->ecsRoleName();
  return isFound(std::move(ini));
}

// What needs no network tells at once whether it ends the search, with a key or with an error.
bool DefaultCredentialsProvider::isFound(std::shared_ptr<CredentialsProvider> provider) {
  const Outcome<std::shared_ptr<const Credentials>> credentials = provider->getCredentials();
  chain_.push_back({std::move(provider), nullptr});
  return credentials || credentials.error().code() != internal::kUnavailable;
}

void DefaultCredentialsProvider::addRefreshing(std::shared_ptr<RefreshingCredentialsProvider> provider) {
  RefreshingCredentialsProvider* const refreshing = provider.get();
  chain_.push_back({std::move(provider), refreshing});
}

Outcome<std::shared_ptr<const Credentials>> DefaultCredentialsProvider::getCredentials() {
  const Outcome<Link> chosen = choose();
  if (!chosen) return chosen.error();
  return chosen->provider->getCredentials();
}

Outcome<void> DefaultCredentialsProvider::refresh() {
  const Outcome<Link> chosen = choose();
  if (!chosen) return chosen.error();
  return chosen->refreshing == nullptr ? Outcome<void>() : chosen->refreshing->refresh();
}

Outcome<DefaultCredentialsProvider::Link> DefaultCredentialsProvider::choose() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (chosen_.provider) return chosen_;
  std::string message = "no access key was found";
  if (!profile_.empty()) message += " for the profile \"" + profile_ + '"';
  for (const Link& link : chain_) {
    const Outcome<std::shared_ptr<const Credentials>> credentials = link.provider->getCredentials();
    if (credentials) return chosen_ = link;
    if (credentials.error().code() != internal::kUnavailable) return credentials.error();
    message.append(&link == &chain_.front() ? ": " : "; ").append(credentials.error().message());
  }
  return internal::unavailable(message);
}

}  // namespace snsuapi
