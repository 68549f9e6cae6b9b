#pragma once

#include <httplib.h>

#include "faults/faults.hpp"
#include "http/connection.hpp"

namespace snsuapi {
namespace sandbox {

/// Whether the client gets no answer at all.
bool isUnanswered(const Fault& fault);

/// Puts what the fault says in the place of an answer, where that is all that it does.
void shape(const Fault& fault, httplib::Response& answer);

/// Delays the answer, spoils it on its way, or ends the connection without it.
void deliver(const Fault& fault, const httplib::Response& answer, Connection& connection);

}  // namespace sandbox
}  // namespace snsuapi
