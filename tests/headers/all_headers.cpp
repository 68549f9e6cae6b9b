#include <snsuapi/c/snsuapi.h>
#include <snsuapi/auth/cli_profile_credentials_provider.hpp>
#include <snsuapi/auth/default_credentials_provider.hpp>
#include <snsuapi/auth/profile_credentials_provider.hpp>
#include <snsuapi/batch_precheck.hpp>
#include <snsuapi/snsuapi.hpp>
#include <snsuapi/testing/mock_transport.hpp>
