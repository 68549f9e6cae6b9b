#pragma once

// The whole public API, but for what stands in libraries of its own: the batch (snsuapi/batch_precheck.hpp) and the
// mock transport (snsuapi/testing/mock_transport.hpp).

#include <snsuapi/acs_client.hpp>
#include <snsuapi/auth/credentials.hpp>
#include <snsuapi/auth/credentials_provider.hpp>
#include <snsuapi/auth/presigned_request.hpp>
#include <snsuapi/auth/signed_request.hpp>
#include <snsuapi/auth/signer.hpp>
#include <snsuapi/call.hpp>
#include <snsuapi/client_profile.hpp>
#include <snsuapi/error.hpp>
#include <snsuapi/event_loop.hpp>
#include <snsuapi/exceptions.hpp>
#include <snsuapi/export.hpp>
#include <snsuapi/http/curl_transport.hpp>
#include <snsuapi/http/http_message.hpp>
#include <snsuapi/http/http_transport.hpp>
#include <snsuapi/logging.hpp>
#include <snsuapi/model/band_offer.hpp>
#include <snsuapi/model/band_offer_order.hpp>
#include <snsuapi/model/band_precheck.hpp>
#include <snsuapi/model/band_start_speed_up.hpp>
#include <snsuapi/model/band_status_query.hpp>
#include <snsuapi/model/band_stop_speed_up.hpp>
#include <snsuapi/model/common_request.hpp>
#include <snsuapi/model/direction.hpp>
#include <snsuapi/model/mobile_start_speed_up.hpp>
#include <snsuapi/model/mobile_status_query.hpp>
#include <snsuapi/model/mobile_stop_speed_up.hpp>
#include <snsuapi/outcome.hpp>
#include <snsuapi/version.hpp>

#if SNSUAPI_COROUTINES
#include <snsuapi/coroutine.hpp>
#endif
