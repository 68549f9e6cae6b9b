#include <SQLiteCpp/SQLiteCpp.h>
#include <stdlib.h>

#include <fstream>

#include "sandbox/sandbox_client.hpp"
#include "support/temporary_directory.hpp"

// What is kept in a file outlives the sandbox.

using namespace snsuapi;
using namespace snsuapi_test;
using std::chrono::hours;

namespace {

sandbox::ServerOptions withDatabase(const std::string& file) {
  sandbox::ServerOptions options;
  options.databaseFile = file;
  return options;
}

}  // namespace

TEST_CASE("A sandbox goes on from its database: orders, money, speed-ups, time and nonces") {
  const TemporaryDirectory directory;
  const sandbox::ServerOptions options = withDatabase(directory.path("sandbox.db"));
  CommonRequest replayed;
  replayed.setAction("BandStatusQuery").putParameter("BandId", "1000001").putParameter("SignatureNonce", "once");
  std::string mobile;
  {
    SandboxClient sandbox(options);
    sandbox.server().advance(hours(24));
    sandbox.order(Direction::Up, 20, true);
    sandbox.get(startRequest());
    mobile = sandbox.get(mobileStartRequest()).getResultModule();
    CHECK(sandbox.refusal(replayed).empty());
  }
  SandboxClient sandbox(options);
  CHECK(sandbox.control("GET", "/_sandbox/clock").at("now") == "2018-07-10T08:00:00Z");
  CHECK(sandbox.books() == std::vector<std::string>{"99967.00", "33.00", "0.00"});
  CHECK(sandbox.get(statusRequest()).getResultModule().getUploadTarget() == 20);
  CHECK(sandbox.get(mobileStatusRequest().setCorrelationId(mobile)).getResultModule());
  CHECK(sandbox.get(mobileStartRequest()).getResultModule() != mobile);
  CHECK(sandbox.refusal(replayed) == "SignatureNonceUsed");
  CHECK(sandbox.get(orderRequest()).getResultModule().getLxOrderId() == 2);  // its precheck is still good
  sandbox.control("POST", "/_sandbox/reset");
  CHECK(sandbox.books() == std::vector<std::string>{"100000.00", "0.00", "0.00"});
}

TEST_CASE("A month that ended while the sandbox was away is settled when it is back") {
  const TemporaryDirectory directory;
  sandbox::ServerOptions options = withDatabase(directory.path("sandbox.db"));
  SandboxClient(options).order(Direction::Up, 20, true);
  SandboxClient sandbox(options);
  sandbox.advance(hours(24 * 31));
  CHECK(sandbox.books() == std::vector<std::string>{"99967.00", "0.00", "33.00"});
}

TEST_CASE("A database's time goes on from where it was, under another clock, too") {
  const TemporaryDirectory directory;
  sandbox::ServerOptions options = withDatabase(directory.path("sandbox.db"));
  SandboxClient(options).order(Direction::Up, 20, true);
  options.seed = 1;  // its time would stand at 2018-07-09T00:00:00Z
  const SandboxClient sandbox(options);
  CHECK(sandbox.control("GET", "/_sandbox/clock").at("now") == "2018-07-09T08:00:00Z");
}

TEST_CASE("An account that a later scenario brings is opened; one that is known keeps its money") {
  const TemporaryDirectory directory;
  sandbox::ServerOptions options = withDatabase(directory.path("sandbox.db"));
  SandboxClient(options).order(Direction::Up, 20, true);
  options.scenario = R"({"accounts":[{"accessKeyId":"testid","accessKeySecret":"testsecret","balanceYuan":"5"},)"
                     R"({"accessKeyId":"new","accessKeySecret":"s","balanceYuan":"7"}]})";
  const SandboxClient sandbox(options);
  CHECK(sandbox.books() == std::vector<std::string>{"99967.00", "33.00", "0.00"});
  CHECK(sandbox.books("new") == std::vector<std::string>{"7.00", "0.00", "0.00"});
}

TEST_CASE("A database in use, one of another program, and a place where none can be, are told") {
  const TemporaryDirectory directory;
  const sandbox::ServerOptions options = withDatabase(directory.path("sandbox.db"));
  {
    const sandbox::Server first(options);
    CHECK_THROWS_WITH(sandbox::Server(options), Catch::Matchers::Contains("in use"));
  }
  CHECK_NOTHROW(sandbox::Server(options));
  const std::string other = directory.path("other.db");
  SQLite::Database(other, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE t(a)");
  CHECK_THROWS_WITH(sandbox::Server(withDatabase(other)), Catch::Matchers::Contains("other.db"));
  const std::string text = directory.path("text.db");
  std::ofstream(text) << "this is a letter to a friend, and no database, however long one makes it out to be";
  CHECK_THROWS_WITH(sandbox::Server(withDatabase(text)), Catch::Matchers::Contains("text.db"));
  CHECK_THROWS_WITH(sandbox::Server(withDatabase("/nowhere/sandbox.db")),
                    Catch::Matchers::Contains("/nowhere/sandbox.db"));
}
