#pragma once

#include <string>

namespace snsuapi_bench {

/// Quick: every row, but no figure that is worth anything.
enum class Effort { Full, Quick };

/// `call`, `sign`, and, where the library's inside is within reach, `parse`.
/// @param endpoint of a server that answers at once
void registerSingleCalls(const std::string& endpoint, Effort effort);
void registerParsing(Effort effort);

/// `in_flight/N`: N calls at once, all of which are answered after the same time.
/// @param slowEndpoint of a server that takes 50 ms to answer
void registerCallsInFlight(const std::string& slowEndpoint, Effort effort);

/// `first_client` and `peak_memory`: of programs that stand beside this one.
void registerPrograms(const std::string& endpoint, Effort effort);

/// `batch`: `snsuapi precheck --batch` with 512 calls at once.
/// @param program the path of `snsuapi`
void registerBatch(const std::string& program, const std::string& endpoint, Effort effort);

}  // namespace snsuapi_bench
