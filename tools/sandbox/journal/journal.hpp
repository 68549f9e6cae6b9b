#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

#include "parameters.hpp"
#include "scenario/scenario.hpp"

namespace snsuapi {
namespace sandbox {

/// One request to the service, with its secrets masked.
struct JournalEntry {
  std::int64_t id;  ///< given by the journal, from 1
  Time time;        ///< the service's
  std::string method;
  Parameters parameters;
  std::string requestId;
  std::string verdict;  ///< the code of the answer, or why there was none
  int httpStatus;       ///< 0: no answer
  std::string fault;    ///< empty: none
  std::string answer;   ///< the body
};

/// What must not be read over somebody's shoulder in a request: its signature, its tokens.
Parameters masked(Parameters parameters);
/// The answer without the tokens of the request, which a string to sign repeats in their encoded form.
std::string maskedAnswer(std::string answer, const Parameters& parameters);

/// The latest requests, so many and so many bytes of them; older ones make room. Thread-safe.
class Journal {
 public:
  explicit Journal(std::size_t mostEntries) : mostEntries_(mostEntries) {}

  void add(JournalEntry entry);
  /// Entries with a higher id, the oldest first. @param dropped how many of those are no longer there
  std::vector<JournalEntry> after(std::int64_t id, std::size_t limit, std::int64_t& dropped) const;
  std::size_t clear();

 private:
  const std::size_t mostEntries_;
  mutable std::mutex mutex_;
  std::deque<JournalEntry> entries_;  // guarded by mutex_, as what follows
  std::size_t bytes_ = 0;
  std::int64_t lastId_ = 0;
};

}  // namespace sandbox
}  // namespace snsuapi
