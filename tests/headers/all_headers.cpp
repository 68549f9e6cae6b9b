#include <snsuapi/snsuapi.hpp>
#include <snsuapi/testing/mock_transport.hpp>
