#pragma once

#include <snsuapi/outcome.hpp>

namespace snsuapi {
namespace internal {

/// Initialises libcurl once for the process, on the first use of a transport; thread-safe. Never undone: libcurl may be
/// the host program's, too.
Outcome<void> initializeCurl();

/// Whether the libcurl that is loaded lets TLS libraries write() to sockets, which raises SIGPIPE when the peer is
/// gone. From 7.87 on it sends for them, with the signal switched off.
bool curlMayRaiseSigpipe() noexcept;

}  // namespace internal
}  // namespace snsuapi
