#include <snsuapi/http/http_message.hpp>
#include <snsuapi/model/acs_response.hpp>

namespace snsuapi {

void AcsResponse::keepExchange(const HttpResponse&) {}

}  // namespace snsuapi
