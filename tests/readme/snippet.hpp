#pragma once

// What the snippets of the documentation take for granted.

#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <snsuapi/auth/default_credentials_provider.hpp>
#include <snsuapi/batch_precheck.hpp>
#include <snsuapi/sandbox/server.hpp>
#include <snsuapi/snsuapi.hpp>
#include <snsuapi/testing/mock_transport.hpp>
#include <string>

using namespace snsuapi;

extern ClientProfile profile;
extern const AcsClient client;
extern const BandPrecheckRequest precheck;
extern const BandOfferOrderRequest order;

void snippet();
