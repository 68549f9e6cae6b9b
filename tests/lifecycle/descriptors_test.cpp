#include <fstream>
#include <sstream>

#include "support/subprocess.hpp"
#include "support/temporary_directory.hpp"
#include "support/test_certificates.hpp"
#include "transport/network_client.hpp"

using namespace snsuapi_test;

TEST_CASE("Without descriptors a call says so, at once, and it works again when there are some") {
  const bool isTls = GENERATE(false, true);
  const CertificateAuthority authority;
  const TemporaryDirectory directory;
  const std::string caFile = directory.path("ca.pem");
  std::ofstream(caFile) << authority.certificate();
  const auto answerAll = [](ServerConnection& connection) {
    while (connection.readRequest()) connection.write(httpAnswer(200, R"({"Code":"OK","ResultModule":{}})"));
  };
  std::optional<ScriptedServer> server;
  if (isTls) {
    server.emplace(answerAll, authority.issue("IP:127.0.0.1"));
  } else {
    server.emplace(answerAll);
  }
  const Finished finished = run(SNSUAPI_SCARCE_PROGRAM, {server->endpoint(), isTls ? caFile : ""});
  CAPTURE(isTls, finished.out, finished.err);
  CHECK(finished.exitCode == 0);
  CHECK(finished.err.empty());
  std::istringstream lines(finished.out);
  std::size_t failures = 0;
  std::size_t successes = 0;
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    if (line.size() > 3 && line.substr(line.size() - 3) == " OK") {
      ++successes;
    } else {
      ++failures;
      CHECK_FALSE(contains(line, "again"));
      // What to do about it: closing some, or raising the limit.
      CHECK((contains(line, "Too many open files") || contains(line, "descriptors") ||
             contains(line, "the CA certificates (caFile, caPath) can't be read")));
    }
  }
  CHECK(failures > 2);
  CHECK(successes > 34);  // those that come again, and some more
}
