#pragma once

#include <cstddef>
#include <string>

namespace snsuapi_fuzz {

// A program that has no_network.cpp in it has no network: sockets are one end of a pair, names are looked up nowhere,
// and whatever connects to port 80 is answered at once, with the bytes that were set, by a server that then closes.
// Every other port refuses. It is libcurl that speaks with it, as it would with a server.

/// What connections are answered with from now on.
void answerConnectionsWith(std::string bytes);

/// The bytes that have been sent over all connections since the last of these.
std::size_t bytesSent();

/// Closes the server's ends.
void forgetConnections();

}  // namespace snsuapi_fuzz
