#include "debug_transport.hpp"

#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <string_view>

namespace snsuapi {
namespace cli {

namespace {

constexpr std::array<std::string_view, 17> kShown = {
    "Action",    "Version",         "Format",    "RegionId", "SignatureMethod", "SignatureVersion",
    "Timestamp", "SignatureNonce",  "IpAddress", "Port",     "BandId",          "OfferId",
    "Direction", "TargetBandwidth", "BandScene", "Duration", "CorrelationId"};

void appendParameters(std::string& text, std::string_view form) {
  while (!form.empty()) {
    const std::size_t end = std::min(form.find('&'), form.size());
    const std::string_view pair = form.substr(0, end);
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view name = pair.substr(0, equals);
    const bool shown = std::find(kShown.begin(), kShown.end(), name) != kShown.end();
    text.append("debug:   ").append(name).append("=");
    text.append(shown ? pair.substr(std::min(equals + 1, pair.size())) : "***").append("\n");
    form.remove_prefix(std::min(end + 1, form.size()));
  }
}

}  // namespace

std::string withoutQuery(const std::string& url) { return url.substr(0, url.find('?')); }

DebugTransport::DebugTransport(std::shared_ptr<HttpTransport> transport, std::ostream& out)
    : transport_(std::move(transport)), out_(out) {}

Outcome<HttpResponse> DebugTransport::send(const HttpRequest& request) {
  // All in one: a batch's clients, each on its thread, tell theirs at the same time.
  std::string text = "debug: " + request.method + " " + withoutQuery(request.url) + "\n";
  const std::size_t query = request.url.find('?');
  if (query != std::string::npos) appendParameters(text, std::string_view(request.url).substr(query + 1));
  appendParameters(text, request.body);
  out_ << text << std::flush;
  return transport_->send(request);
}

}  // namespace cli
}  // namespace snsuapi
