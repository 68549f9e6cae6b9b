#include <snsuapi/http/http_transport.hpp>

namespace snsuapi {

HttpTransport::~HttpTransport() = default;

std::shared_ptr<internal::CurlContext> HttpTransport::curlContext() const noexcept { return nullptr; }

}  // namespace snsuapi
