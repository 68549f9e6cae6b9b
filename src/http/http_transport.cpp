#include <snsuapi/http/http_transport.hpp>

namespace snsuapi {

std::shared_ptr<internal::CurlContext> HttpTransport::curlContext() const noexcept { return nullptr; }

}  // namespace snsuapi
