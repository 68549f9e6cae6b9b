#include <set>
#include <thread>

#include "sandbox/sandbox_client.hpp"

// What the sandbox does wrong on demand, as the real client meets it.

using namespace snsuapi;
using namespace snsuapi_test;
using nlohmann::json;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

// What a client is told of a call, in one line.
std::string told(const Error& error) {
  const char* delivery = error.delivery() == Delivery::NotSent   ? " not sent"
                         : error.delivery() == Delivery::Unknown ? " unknown"
                                                                 : " answered";
  return error.code() + " " + std::to_string(error.httpStatus()) + delivery;
}

template <class Request>
std::string call(const SandboxClient& sandbox, const Request& request, milliseconds patience = seconds(20)) {
  CallOptions options;
  options.totalTimeout = patience;
  return told(sandbox.client().execute(request, options).error());
}

json firstRequest(const SandboxClient& sandbox) {
  return sandbox.control("GET", "/_sandbox/requests").at("requests").at(0);
}

}  // namespace

TEST_CASE("Each fault is what the client is told of it, once") {
  struct Case {
    json fault;
    std::string told;
    int statusInJournal;
  };
  const std::vector<Case> cases = {
      {{{"fault", "code"}}, "isp.SYSTEM_ERROR 200 answered", 200},
      {{{"fault", "code"}, {"code", "isv.BAND_CHECK_EXPIRE"}}, "isv.BAND_CHECK_EXPIRE 200 answered", 200},
      {{{"fault", "code"}, {"code", "Throttling.User"}, {"httpStatus", 400}}, "Throttling.User 400 answered", 400},
      {{{"fault", "code"}, {"code", "ServiceUnavailable"}, {"httpStatus", 503}},
       "ServiceUnavailable 503 answered",
       503},
      {{{"fault", "delay"}, {"milliseconds", 1}}, " 0 not sent", 200},
      {{{"fault", "cut"}}, "SDK.InvalidServerResponse 200 unknown", 200},
      {{{"fault", "wrong-length"}}, "SDK.InvalidServerResponse 200 answered", 200},
      {{{"fault", "garbage"}}, "SDK.InvalidServerResponse 200 answered", 200},
      {{{"fault", "empty"}}, "SDK.InvalidServerResponse 200 answered", 200},
      {{{"fault", "html"}}, "SDK.InvalidServerResponse 502 answered", 502},
      {{{"fault", "huge"}}, "SDK.ResponseTooLarge 200 unknown", 200},
      {{{"fault", "reset-before"}}, "SDK.ServerUnreachable 0 unknown", -1},
      {{{"fault", "reset-after"}}, "SDK.ServerUnreachable 0 unknown", 0},
      {{{"fault", "close"}}, "SDK.ServerUnreachable 0 unknown", 0},
      {{{"fault", "drip"}, {"milliseconds", 0}}, " 0 not sent", 200},
      {{{"fault", "expired-clock"}}, "InvalidTimeStamp.Expired 400 answered", 400},
      {{{"fault", "redirect"}}, "SDK.InvalidServerResponse 302 answered", 302},
      {{{"fault", "redirect"}, {"httpStatus", 307}, {"location", "/elsewhere"}},
       "SDK.InvalidServerResponse 307 answered",
       307},
  };
  SandboxClient sandbox;
  std::set<std::string> met;
  for (const Case& each : cases) {
    CAPTURE(each.fault.dump());
    met.insert(each.fault.at("fault"));
    json fault = each.fault;
    fault["times"] = 1;
    CHECK(sandbox.arm(fault).at("_status") == 201);
    sandbox.control("DELETE", "/_sandbox/requests");
    CHECK(call(sandbox, statusRequest()) == each.told);
    if (each.statusInJournal < 0) {
      CHECK(sandbox.control("GET", "/_sandbox/requests").at("requests").empty());
    } else {
      CHECK(firstRequest(sandbox).at("httpStatus") == each.statusInJournal);
      CHECK(firstRequest(sandbox).at("fault") == fault["fault"]);
    }
    CHECK(call(sandbox, statusRequest()) == " 0 not sent");  // once
  }
  met.insert("hang");  // has a test of its own
  std::set<std::string> all;
  const json shown = sandbox.control("GET", "/_sandbox/faults");
  for (const json& kind : shown.at("kinds")) all.insert(kind.at("fault"));
  CHECK(met == all);
}

TEST_CASE("A fault may be for one action, for so many calls, or until it is cleared") {
  SandboxClient sandbox;
  sandbox.arm({{"fault", "code"}, {"action", "BandPrecheck"}, {"times", 2}});
  CHECK(sandbox.refusal(statusRequest()).empty());
  CHECK(sandbox.refusal(precheckRequest()) == "isp.SYSTEM_ERROR");
  CHECK(sandbox.control("GET", "/_sandbox/faults").at("faults").at(0).at("timesLeft") == 1);
  CHECK(sandbox.refusal(precheckRequest()) == "isp.SYSTEM_ERROR");
  CHECK(sandbox.refusal(precheckRequest()).empty());
  CHECK(sandbox.control("GET", "/_sandbox/faults").at("faults").empty());

  const json all = sandbox.arm({{"fault", "code"}, {"code", "isv.X"}});
  sandbox.arm({{"fault", "code"}, {"code", "isv.Y"}});
  for (int i = 0; i < 3; ++i) CHECK(sandbox.refusal(precheckRequest()) == "isv.X");  // the first that was armed
  CHECK(sandbox.control("DELETE", "/_sandbox/faults/" + all.at("id").dump()).at("cleared") == 1);
  CHECK(sandbox.control("DELETE", "/_sandbox/faults/" + all.at("id").dump()).at("_status") == 404);
  CHECK(sandbox.refusal(precheckRequest()) == "isv.Y");
  CHECK(sandbox.control("DELETE", "/_sandbox/faults").at("cleared") == 1);
  CHECK(sandbox.refusal(precheckRequest()).empty());
}

TEST_CASE("A call is carried out before its answer is lost when the fault says so, and not when it does not") {
  for (const char* fault :
       {"close", "reset-after", "cut", "wrong-length", "garbage", "empty", "html", "huge", "code", "redirect"}) {
    for (const bool carriedOut : {false, true}) {
      CAPTURE(fault, carriedOut);
      SandboxClient sandbox;
      sandbox.get(precheckRequest());
      sandbox.arm({{"fault", fault}, {"times", 1}, {"carriedOut", carriedOut}});
      CHECK_FALSE(sandbox.refusal(orderRequest()).empty());
      CHECK(sandbox.control("GET", "/_sandbox/orders").at("orders").size() == (carriedOut ? 1 : 0));
      CHECK(sandbox.get(orderRequest()).getResultModule().getLxOrderId() == (carriedOut ? 2 : 1));
    }
  }
}

TEST_CASE("A connection that is closed or reset under an order makes one arrival, by a reused connection, too") {
  for (const char* fault : {"close", "reset-after"}) {
    for (const HttpMethod method : {HttpMethod::Post, HttpMethod::Get}) {
      CAPTURE(fault);
      SandboxClient sandbox;
      sandbox.get(precheckRequest());
      sandbox.control("DELETE", "/_sandbox/requests");
      sandbox.arm({{"fault", fault}, {"times", 1}, {"carriedOut", true}});
      CallOptions options;
      options.method = method;
      const Error error = sandbox.client().execute(orderRequest(), options).error();
      CHECK(told(error) == "SDK.ServerUnreachable 0 unknown");
      CHECK(error.mayHaveBeenCarriedOut());
      CHECK(sandbox.control("GET", "/_sandbox/requests").at("requests").size() == 1);
      CHECK(sandbox.control("GET", "/_sandbox/orders").at("orders").size() == 1);
    }
  }
}

TEST_CASE("A call that hangs ends by the client's patience, or by the sandbox's end, at once") {
  SandboxClient sandbox;
  sandbox.arm({{"fault", "hang"}, {"times", 2}});
  CHECK(call(sandbox, statusRequest(), milliseconds(50)) == "SDK.ReadTimeout 0 unknown");
  std::thread hanging([&sandbox] { CHECK(call(sandbox, statusRequest()) == "SDK.ServerUnreachable 0 unknown"); });
  while (sandbox.control("GET", "/_sandbox/requests").at("requests").size() < 2) std::this_thread::yield();
  sandbox.server().stop();
  hanging.join();
}

TEST_CASE("An answer that drips is cut off by the client's patience") {
  SandboxClient sandbox;
  sandbox.arm({{"fault", "drip"}, {"milliseconds", 10000}});
  CHECK(call(sandbox, statusRequest(), milliseconds(50)) == "SDK.ReadTimeout 200 unknown");
}

TEST_CASE("A fault that is none is refused, and says what there is") {
  SandboxClient sandbox;
  const std::vector<std::pair<json, std::string>> cases = {
      {json::object(), "fault: is missing"},
      {{{"fault", "drop"}}, "known are code, delay, hang"},
      {{{"fault", "close"}, {"action", "Order"}}, "known are BandPrecheck"},
      {{{"fault", "close"}, {"times", 0}}, "times: must be a whole number from 1"},
      {{{"fault", "close"}, {"milliseconds", 5}}, "milliseconds: is not known here"},
      {{{"fault", "delay"}, {"milliseconds", -1}}, "milliseconds"},
      {{{"fault", "delay"}, {"carriedOut", false}}, "carriedOut: is not known here"},
      {{{"fault", "code"}, {"httpStatus", 99}}, "httpStatus"},
      {{{"fault", "code"}, {"code", 5}}, "code: must be a string"},
      {{{"fault", "redirect"}, {"location", "x\r\nSet-Cookie: a"}}, "location"},
      {{{"fault", "reset-before"}, {"action", "BandPrecheck"}}, "leave it out"},
      {json::array(), "must be a JSON object"}};
  for (const auto& [fault, problem] : cases) {
    const json refused = sandbox.arm(fault);
    CAPTURE(refused.dump());
    CHECK(refused.at("_status") == 400);
    CHECK(contains(refused.at("error"), problem));
  }
  CHECK(sandbox.control("GET", "/_sandbox/faults").at("faults").empty());
}
