#include "journal/journal.hpp"

#include <algorithm>
#include <array>

#include "gateway/rpc_signature.hpp"

namespace snsuapi {
namespace sandbox {

namespace {

constexpr std::size_t kMostBytes = std::size_t{32} << 20;
constexpr const char* kMask = "***";

// By their names: Signature, SecurityToken, the Token of a mobile speed-up, and what nobody should have sent.
bool isSecret(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (name == "signature") return true;
  constexpr std::array<const char*, 3> kParts = {"token", "secret", "password"};
  return std::any_of(kParts.begin(), kParts.end(),
                     [&name](const char* part) { return name.find(part) != std::string::npos; });
}

std::size_t sizeOf(const JournalEntry& entry) {
  std::size_t size = sizeof entry + entry.answer.size() + entry.requestId.size() + entry.verdict.size();
  for (const auto& [name, value] : entry.parameters) size += 2 * sizeof(std::string) + name.size() + value.size();
  return size;
}

void replaceAll(std::string& text, const std::string& what, const std::string& with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

}  // namespace

Parameters masked(Parameters parameters) {
  for (auto& [name, value] : parameters) {
    if (isSecret(name) && !value.empty()) value = kMask;
  }
  return parameters;
}

std::string maskedAnswer(std::string answer, const Parameters& parameters) {
  for (const auto& [name, value] : parameters) {
    if (!isSecret(name) || value.empty()) continue;
    const std::string once = percentEncode(value);
    for (const std::string& form : {percentEncode(once), once, value}) replaceAll(answer, form, kMask);
  }
  return answer;
}

void Journal::add(JournalEntry entry) {
  const std::size_t size = sizeOf(entry);
  const std::lock_guard<std::mutex> lock(mutex_);
  entry.id = ++lastId_;
  bytes_ += size;
  entries_.push_back(std::move(entry));
  while (entries_.size() > mostEntries_ || bytes_ > kMostBytes) {
    bytes_ -= sizeOf(entries_.front());
    entries_.pop_front();
  }
}

std::vector<JournalEntry> Journal::after(std::int64_t id, std::size_t limit, std::int64_t& dropped) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::int64_t gone = entries_.empty() ? lastId_ : entries_.front().id - 1;
  dropped = std::max<std::int64_t>(0, gone - std::max<std::int64_t>(0, id));
  const auto begin = std::find_if(entries_.begin(), entries_.end(), [id](const auto& entry) { return entry.id > id; });
  const auto count = std::min(limit, static_cast<std::size_t>(entries_.end() - begin));
  return {begin, begin + static_cast<std::ptrdiff_t>(count)};
}

std::size_t Journal::clear() {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::size_t count = entries_.size();
  entries_.clear();
  bytes_ = 0;
  return count;
}

}  // namespace sandbox
}  // namespace snsuapi
