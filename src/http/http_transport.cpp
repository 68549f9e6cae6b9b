#include <snsuapi/http/http_transport.hpp>

namespace snsuapi {

HttpTransport::~HttpTransport() = default;

}  // namespace snsuapi
