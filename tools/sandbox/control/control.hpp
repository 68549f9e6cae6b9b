#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "clock.hpp"
#include "faults/faults.hpp"
#include "ids.hpp"
#include "journal/journal.hpp"
#include "scenario/scenario.hpp"
#include "service/service.hpp"
#include "service/statistics.hpp"
#include "store/store.hpp"

namespace snsuapi {
namespace sandbox {

struct ControlReply {
  int status = 200;
  std::string contentType;
  std::string body;
  std::map<std::string, std::string> headers = {};
};

/// The sandbox's own paths, beneath `/_sandbox/`: what docs/sandbox.md lists. Thread-safe.
class Control {
 public:
  Control(const Scenario& scenario, Ids& ids, Clock& clock, Store& store, Service& service, Faults& faults,
          Journal& journal)
      : scenario_(scenario),
        ids_(ids),
        clock_(clock),
        store_(store),
        service_(service),
        faults_(faults),
        journal_(journal) {}

  static bool isItsPath(const std::string& path);

  /// @param query decoded; @param body a JSON object, or empty
  ControlReply answer(const std::string& method, const std::string& path, const Parameters& query,
                      const std::string& body);

 private:
  struct Request;
  struct Route;
  static const std::vector<Route>& routes();

  ControlReply health(const Request& request);
  ControlReply reset(const Request& request);
  ControlReply showClock(const Request& request);
  ControlReply moveClock(const Request& request);
  ControlReply showFaults(const Request& request);
  ControlReply armFault(const Request& request);
  ControlReply clearFaults(const Request& request);
  ControlReply showRequests(const Request& request);
  ControlReply clearRequests(const Request& request);
  ControlReply accounts(const Request& request);
  ControlReply lines(const Request& request);
  ControlReply orders(const Request& request);
  ControlReply speedUps(const Request& request);
  ControlReply statistics(const Request& request);
  ControlReply details(const Request& request);
  ControlReply detailsCsv(const Request& request);
  ControlReply console(const Request& request);

  std::vector<SpeedUp> speedUpsOf(const Request& request, const Span& span);

  const Scenario& scenario_;
  Ids& ids_;
  Clock& clock_;
  Store& store_;
  Service& service_;
  Faults& faults_;
  Journal& journal_;
};

}  // namespace sandbox
}  // namespace snsuapi
