#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "journal/journal.hpp"
#include "service/statistics.hpp"
#include "store/store.hpp"

namespace snsuapi {
namespace sandbox {

// How the sandbox's own paths show what the store holds. No view holds a secret.

nlohmann::json toJson(const Account& account, const Balance& balance);
nlohmann::json toJson(const LineRange& line);
nlohmann::json toJson(const Order& order);
nlohmann::json toJson(const SpeedUp& speedUp);
nlohmann::json toJson(const MobileSpeedUp& speedUp);
nlohmann::json toJson(const DayOfSpeedUps& day);  ///< without its date
nlohmann::json toJson(const JournalEntry& entry);

/// A row of the detail list (guide, 3.3).
nlohmann::json detailOf(const SpeedUp& speedUp);
/// The detail list as a file for spreadsheets (RFC 4180, with a byte order mark, by which they know UTF-8).
std::string detailsCsv(const std::vector<SpeedUp>& speedUps, bool inChinese);

}  // namespace sandbox
}  // namespace snsuapi
