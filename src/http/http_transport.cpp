#include <snsuapi/http/http_transport.hpp>

namespace snsuapi {

HttpTransport::~HttpTransport() = default;

const HttpOptions* HttpTransport::asyncOptions() const noexcept { return nullptr; }

}  // namespace snsuapi
