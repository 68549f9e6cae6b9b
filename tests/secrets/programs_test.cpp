#include <csignal>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <snsuapi/snsuapi.hpp>
#include <sstream>

#include "support/catch.hpp"
#include "support/raw_http.hpp"
#include "support/requests.hpp"
#include "support/scripted_server.hpp"
#include "support/secret_forms.hpp"
#include "support/subprocess.hpp"
#include "support/temporary_directory.hpp"
#include "support/test_profile.hpp"

// Everything that the programs print and write is searched for a temporary key that occurs nowhere else, and for the
// signatures that were made with it. Three things may show some of it, and are told by their tests: `--dry-run`, which
// is for looking at a signed request, shows the id, the token and the signature; the sandbox's journal shows the id;
// the sandbox's answer to a signature that does not match repeats the string to sign, and with it the token, as the
// service's does.

using namespace snsuapi_test;
using nlohmann::json;

namespace {

using Words = std::vector<std::string>;
using Variables = std::map<std::string, std::string>;

const std::string kId = "STS.id-of-the-programs";
const std::string kSecretText = "SecretOfThePrograms/with+signs=";
const std::string kToken = "token/of+the=programs==";
const std::string kLongLivedId = "LTAI-of-the-programs";
const std::string kLongLivedSecret = "AnotherSecretOfThePrograms+";

const std::vector<std::string> kKey = {kId, kSecretText, kToken, kLongLivedId, kLongLivedSecret};

/// The sandbox's world, in which that key is an account's.
std::string scenario() {
  return json{
      {"accounts",
       {{{"accessKeyId", kLongLivedId},
         {"accessKeySecret", kLongLivedSecret},
         {"balanceYuan", "100000.00"},
         {"stsTokens", {{{"accessKeyId", kId}, {"accessKeySecret", kSecretText}, {"securityToken", kToken}}}}}}}}
      .dump();
}

std::string readFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void writeFile(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

/// The signature of each request that has arrived, as it was before it was encoded.
std::vector<std::string> signaturesIn(const std::vector<ArrivedRequest>& requests) {
  std::vector<std::string> signatures;
  for (const ArrivedRequest& request : requests) {
    if (const auto signature = signatureIn(request)) signatures.push_back(*signature);
  }
  return signatures;
}

std::vector<std::string> splitAt(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream rest(text);
  for (std::string part; std::getline(rest, part, separator);) parts.push_back(part);
  return parts;
}

void checkHoldsNone(const std::string& what, const std::string& text, const std::vector<std::string>& secrets) {
  CAPTURE(what, text);
  CHECK(secretsIn(text, secrets).empty());
}

void check(const Finished& finished, const std::vector<std::string>& secrets) {
  checkHoldsNone("standard output", finished.out, secrets);
  checkHoldsNone("standard error", finished.err, secrets);
}

Variables environment(const std::string& endpoint) {
  return {{"ALIBABA_CLOUD_ACCESS_KEY_ID", kId},
          {"ALIBABA_CLOUD_ACCESS_KEY_SECRET", kSecretText},
          {"ALIBABA_CLOUD_SECURITY_TOKEN", kToken},
          {"SNSUAPI_ENDPOINT", endpoint},
          {"HOME", "/nowhere"}};
}

const Words kLine = {"--ip", "203.0.113.7", "--port", "50123"};

Words operator+(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

/// Every command, in an order in which a sandbox carries them all out.
const std::vector<Words>& commands() {
  static const std::vector<Words> all = {
      Words{"precheck"} + kLine,
      {"order", "--band-id", "1000001", "--offer-id", "220980804008", "--yes"},
      Words{"start", "--band-id", "1000001", "--direction", "up", "--bandwidth", "20"} + kLine,
      {"status", "--band-id", "1000001"},
      Words{"stop", "--band-id", "1000001", "--direction", "up"} + kLine,
      {"mobile", "start", "--token", "t"},
      {"mobile", "status", "--correlation-id", "c"},
      {"mobile", "stop", "--correlation-id", "c"},
      {"call", "BandStatusQuery", "BandId=1000001"},
      {"call", "NoSuchAction"}};
  return all;
}

/// The program against a server that records what it signs, and passes it on to nobody: each answer is one of these.
const std::vector<std::string>& answers() {
  static const std::vector<std::string> all = {
      httpAnswer(200, R"({"RequestId":"r","Code":"OK","ResultModule":true})"),
      httpAnswer(200, kPrecheckBody),
      httpAnswer(400, R"({"RequestId":"r","Code":"Forbidden.RAM","Message":"m"})"),
      httpAnswer(503, "<html>"),
      httpAnswer(200, "no JSON"),
      "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",
      ""};
  return all;
}

/// The sandbox's program, with all that it writes.
class Sandbox {
 public:
  Sandbox() {
    writeFile(directory_.path("scenario.json"), scenario());
    program_.emplace(SNSUAPI_SANDBOX_PROGRAM,
                     Words{"--scenario", directory_.path("scenario.json"), "--db", directory_.path("db")});
    endpoint_ = program_->readLine().substr(std::string("listening on ").size());
  }
  const std::string& endpoint() const { return endpoint_; }
  std::string get(const std::string& path) const {
    return rawExchange(endpoint_, "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").body;
  }
  /// Ends it, and gives all that it has printed and written but for the scenario, which is the test's.
  std::map<std::string, std::string> end() {
    std::map<std::string, std::string> texts;
    for (const auto& file : std::filesystem::directory_iterator(directory_.path(""))) {
      if (file.path().filename() != "scenario.json") texts[file.path().filename()] = readFile(file.path());
    }
    program_->sendSignal(SIGTERM);
    const Finished finished = program_->wait();
    texts["standard output"] = finished.out;
    texts["standard error"] = finished.err;
    return texts;
  }

 private:
  TemporaryDirectory directory_;
  std::optional<Subprocess> program_;
  std::string endpoint_;
};

}  // namespace

TEST_CASE("A signature is found in each form: as it is, as it was sent, and as a string to sign would hold it") {
  ArrivedRequest post;
  post.head = "POST / HTTP/1.1";
  post.body = "AccessKeyId=k&Signature=a%2Bb%2Fc%3D";
  ArrivedRequest get;
  get.head = "GET /?AccessKeyId=k&Signature=a%2Bb%2Fc%3D HTTP/1.1";
  for (const ArrivedRequest& request : {post, get}) {
    const std::vector<std::string> signatures = signaturesIn({request});
    for (const char* form : {"a+b/c=", "a%2Bb%2Fc%3D", "a%2bb%2fc%3d", "a%252Bb%252Fc%253D"}) {
      CAPTURE(request.head, form);
      CHECK_FALSE(secretsIn(std::string("the signature ") + form + " does not match", signatures).empty());
    }
    CHECK(secretsIn("a+b/c", signatures).empty());
  }
}

TEST_CASE("No command tells the key, the token or a signature, however it ends and however much it says") {
  for (const std::string& answer : answers()) {
    for (const char* method : {"POST", "GET"}) {
      ScriptedServer server([&answer](ServerConnection& connection) {
        if (connection.readRequest()) connection.write(answer);
      });
      for (const Words& command : commands()) {
        const Words words =
            command + Words{"--debug", "--output", command[0] == "call" ? "table" : "json", "--method", method};
        const Finished finished = run(SNSUAPI_CLI_PROGRAM, words, environment(server.endpoint()));
        CAPTURE(answer, words);
        CHECK(contains(finished.err, "debug: "));
        check(finished, kKey);
        check(finished, signaturesIn(server.arrivals()));
      }
      CHECK(signaturesIn(server.arrivals()).size() >= commands().size());
    }
  }
}

TEST_CASE("A command that can't even begin tells no key either") {
  for (const char* endpoint : {"http://127.0.0.1:1", "https://user:x@host", "a b", "ftp://x"}) {
    for (const Words& more : {Words{}, Words{"--region", "a b"}, Words{"--proxy", "gopher://user:hunter2@x"},
                              Words{"--ca-file", "/nowhere"}, Words{"--profile", "nobody's"}}) {
      const Finished finished =
          run(SNSUAPI_CLI_PROGRAM, commands()[0] + Words{"--debug"} + more, environment(endpoint));
      CAPTURE(endpoint, more);
      CHECK(finished.exitCode != 0);
      check(finished, kKey);
      checkHoldsNone("standard error", finished.err, {"hunter2"});
    }
  }
}

TEST_CASE("A key that can't be used is not told by the files that hold it") {
  const TemporaryDirectory home;
  std::filesystem::create_directories(home.path(".aliyun"));
  std::filesystem::create_directories(home.path(".alibabacloud"));
  const Variables variables = {{"HOME", home.path("")}, {"SNSUAPI_ENDPOINT", "http://127.0.0.1:1"}};
  const std::string profile =
      R"("access_key_id":")" + kId + R"(","access_key_secret":")" + kSecretText + R"(","sts_token":")" + kToken + "\"";
  for (const std::string& text :
       {R"({"current":"x","profiles":[{"name":"x","mode":"RamRoleArn",)" + profile + "}]}",
        R"({"current":"x","profiles":[{"name":"x","mode":")" + kToken + "\"," + profile + "}]}",
        R"({"current":"x","profiles":[{"name":"x","mode":"StsToken",)" + profile, "{" + profile + "}",
        R"({"current":"x","profiles":[{"name":"x","mode":"StsToken",)" + profile + "}]}"}) {
    writeFile(home.path(".aliyun/config.json"), text);
    check(run(SNSUAPI_CLI_PROGRAM, commands()[0] + Words{"--debug"}, variables), kKey);
  }
  std::filesystem::remove(home.path(".aliyun/config.json"));
  const std::string ini = "access_key_id = " + kId + "\naccess_key_secret = " + kSecretText + "\n";
  for (const std::string& text : {"[default]\ntype = ram_role_arn\n" + ini, "[default]\ntype = " + kToken + "\n" + ini,
                                  kSecretText + "\n", "[default]\n" + ini + kToken + "\n"}) {
    writeFile(home.path(".alibabacloud/credentials.ini"), text);
    const Finished finished = run(SNSUAPI_CLI_PROGRAM, commands()[0] + Words{"--debug"}, variables);
    CHECK(finished.exitCode == 3);
    check(finished, kKey);
  }
}

TEST_CASE("--dry-run tells the key's id, the token and the signature, which is what it is for, and not the secret") {
  for (const Words& command : commands()) {
    for (const char* output : {"table", "json"}) {
      const Words words = command + Words{"--dry-run", "--debug", "--output", output};
      const Finished finished = run(SNSUAPI_CLI_PROGRAM, words, environment("http://127.0.0.1:1"));
      CAPTURE(words);
      CHECK(finished.exitCode == 0);
      check(finished, {kSecretText});
      checkHoldsNone("standard error", finished.err, kKey);
      CHECK(secretsIn(finished.out, {kId, kToken}).size() >= 2);
    }
  }
}

TEST_CASE("A batch tells no key: not in its results, its progress, its file of results or --debug") {
  const TemporaryDirectory directory;
  writeFile(directory.path("lines"), "203.0.113.7,50123,k\n198.51.100.1,5,k\nno line\n100.65.0.2,50123,k\n");
  for (const std::string& answer : answers()) {
    ScriptedServer server([&answer](ServerConnection& connection) {
      if (connection.readRequest()) connection.write(answer);
    });
    for (const Words& more : {Words{}, Words{"--debug"}, Words{"--output", "jsonl"}}) {
      const std::string results = directory.path("results");
      std::filesystem::remove(results);
      const Words words = Words{"precheck", "--batch", directory.path("lines"), "--output-file", results} + more;
      const Finished finished = run(SNSUAPI_CLI_PROGRAM, words, environment(server.endpoint()));
      CAPTURE(answer, words);
      CHECK(std::filesystem::exists(results));
      check(finished, kKey);
      check(finished, signaturesIn(server.arrivals()));
      for (const auto& file : std::filesystem::directory_iterator(directory.path(""))) {
        checkHoldsNone(file.path(), readFile(file.path()), kKey);
        checkHoldsNone(file.path(), readFile(file.path()), signaturesIn(server.arrivals()));
      }
    }
  }
}

TEST_CASE(
    "The sandbox tells no secret, token or signature: not in its journal, its views, its database or its output") {
  Sandbox sandbox;
  for (const Words& command : commands()) {
    for (const char* method : {"POST", "GET"}) {
      check(run(SNSUAPI_CLI_PROGRAM, command + Words{"--debug", "--method", method}, environment(sandbox.endpoint())),
            kKey);
    }
  }
  // Requests that are refused for their signature, their token, and for what they are.
  Variables wrong = environment(sandbox.endpoint());
  wrong["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = kLongLivedSecret;
  check(run(SNSUAPI_CLI_PROGRAM, commands()[0] + Words{"--debug"}, wrong), kKey);
  // The signatures are known by signing here, with a nonce of our own.
  snsuapi::ClientProfile profile = snsuapi::DefaultProfile::getProfile("cn-hangzhou", kId, kSecretText, kToken);
  profile.endpoint = sandbox.endpoint();
  profile.http.proxy = "";
  const snsuapi::AcsClient client(profile);
  std::vector<std::string> secrets = {kSecretText, kToken, kLongLivedSecret};
  for (int i = 0; i < 3; ++i) {
    const auto made = client.sign(precheckRequest());
    REQUIRE(made);
    secrets.push_back(made->signature());
    const std::string form = i == 2 ? made->http.body.substr(1) : made->http.body;  // of the last, not all of it
    const std::string request =
        i == 0 ? "GET /?" + form + " HTTP/1.1\r\nHost: x\r\n\r\n"
               : "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                 "Content-Length: " +
                     std::to_string(form.size()) + "\r\n\r\n" + form;
    checkHoldsNone("answer", rawExchange(sandbox.endpoint(), request).body, {kSecretText, kLongLivedSecret});
  }

  const std::vector<std::string> paths = {
      "requests?limit=1000", "orders", "accounts", "lines",  "speed-ups", "statistics", "details",
      "details.csv",         "clock",  "faults",   "health", "console"};
  for (const std::string& path : paths) checkHoldsNone(path, sandbox.get("/_sandbox/" + path), secrets);
  CHECK(contains(sandbox.get("/_sandbox/requests"), kId));  // the calls are there
  for (const auto& [name, text] : sandbox.end()) checkHoldsNone(name, text, secrets);
}

TEST_CASE("No example tells the key, the token or a signature, whatever it is answered") {
  Sandbox sandbox;
  const std::vector<std::string> programs = splitAt(SNSUAPI_EXAMPLES, '|');
  CHECK(programs.size() >= 5);
  for (const std::string& program : programs) {
    for (const Words& words : {Words{}, Words{"--yes"}, Words{"198.51.100.1", "80"}}) {
      CAPTURE(program, words);
      check(run(program, words, environment(sandbox.endpoint())), kKey);
      check(run(program, words, environment("http://127.0.0.1:1")), kKey);
      ScriptedServer refusing([](ServerConnection& connection) {
        while (const auto request = connection.readRequest()) {
          connection.write(httpAnswer(
              400, R"({"Code":"SignatureDoesNotMatch","RequestId":"r","Message":")" + request->body + "\"}"));
        }
      });
      const Finished refused = run(program, words, environment(refusing.endpoint()));
      check(refused, kKey);
      check(refused, signaturesIn(refusing.arrivals()));
    }
  }
}
