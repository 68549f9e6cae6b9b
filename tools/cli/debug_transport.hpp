#pragma once

#include <iosfwd>
#include <memory>
#include <snsuapi/http/http_transport.hpp>
#include <string>

namespace snsuapi {
namespace cli {

/// Tells what is about to be sent, and sends it. Only the values of parameters on a list are shown: the others may be
/// secrets, or hold one. How it went is for a DebugObserver to tell.
class DebugTransport final : public HttpTransport {
 public:
  DebugTransport(std::shared_ptr<HttpTransport> transport, std::ostream& out);
  Outcome<HttpResponse> send(const HttpRequest& request) override;

 private:
  const std::shared_ptr<HttpTransport> transport_;
  std::ostream& out_;
};

/// The URL up to its query.
std::string withoutQuery(const std::string& url);

}  // namespace cli
}  // namespace snsuapi
