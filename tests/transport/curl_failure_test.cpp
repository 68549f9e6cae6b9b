#include "transport/network_client.hpp"

// Each way in which an exchange can fail, told apart; for POST and for GET. Timeouts, TLS and proxies have files of
// their own.

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

struct Expected {
  const char* code;
  ErrorKind kind;
  Delivery delivery;
  int httpStatus;
};

void check(const Error& error, const Expected& expected) {
  CAPTURE(error.toString());
  CHECK(error.code() == expected.code);
  CHECK(toString(error.kind()) == toString(expected.kind));
  CHECK(toString(error.delivery()) == toString(expected.delivery));
  CHECK(error.httpStatus() == expected.httpStatus);
}

// A server that reads the request, says this, and closes.
void checkSaid(const std::string& said, const Expected& expected,
               const std::function<void(ClientProfile&)>& change = {}) {
  for (const HttpMethod method : {HttpMethod::Post, HttpMethod::Get}) {
    ScriptedServer server([&said](ServerConnection& connection) {
      if (connection.readRequest()) connection.write(said);
    });
    ClientProfile profile = networkProfile(server.endpoint());
    if (change) change(profile);
    const Error error = failureOf(profile, method);
    check(error, expected);
    CHECK(contains(error.message(), "127.0.0.1:" + std::to_string(server.port())) ==
          (expected.kind == ErrorKind::Transport || std::string(expected.code) == "SDK.ResponseTooLarge"));
    CHECK(server.arrivals().size() == 1);
  }
}

const Expected kCutShort{"SDK.InvalidServerResponse", ErrorKind::Transport, Delivery::Unknown, 200};

}  // namespace

TEST_CASE("A refused connection is told, and nothing was sent") {
  const int port = unusedPort();
  for (const HttpMethod method : {HttpMethod::Post, HttpMethod::Get}) {
    const Error error = failureOf(networkProfile("http://127.0.0.1:" + std::to_string(port)), method);
    check(error, {"SDK.ServerUnreachable", ErrorKind::Transport, Delivery::NotSent, 0});
    CHECK(contains(error.message(), "127.0.0.1:" + std::to_string(port)));
    CHECK(contains(error.message(), "refused"));
  }
}

TEST_CASE("A connection that is closed or reset without an answer is told, and the request may have been carried out") {
  for (const HttpMethod method : {HttpMethod::Post, HttpMethod::Get}) {
    for (const bool reset : {false, true}) {
      CAPTURE(reset);
      ScriptedServer server([reset](ServerConnection& connection) {
        connection.readRequest();
        if (reset) connection.reset();
      });
      const Error error = failureOf(networkProfile(server.endpoint()), method);
      check(error, {"SDK.ServerUnreachable", ErrorKind::Transport, Delivery::Unknown, 0});
      CHECK(server.arrivals().size() == 1);
    }
  }
}

TEST_CASE("An answer that ends before it is complete is told") {
  checkSaid("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"Code\":\"OK\"}", kCutShort);
  checkSaid("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n", kCutShort);
  checkSaid("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"Cod", kCutShort);
  checkSaid("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n", kCutShort);
  checkSaid("HTTP/1.1 503 Busy\r\nContent-Length: 500\r\n\r\n<html>",
            {"SDK.InvalidServerResponse", ErrorKind::Transport, Delivery::Unknown, 503});
}

TEST_CASE("An answer whose framing is wrong is told") {
  checkSaid("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnot a chunk\r\n{}\r\n", kCutShort);
  checkSaid("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}", kCutShort);
  checkSaid("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}", kCutShort);
}

TEST_CASE("What is not HTTP is told") {
  checkSaid("SSH-2.0-OpenSSH\r\n", {"SDK.InvalidServerResponse", ErrorKind::Transport, Delivery::Unknown, 0});
  checkSaid("{\"Code\":\"OK\"}", {"SDK.InvalidServerResponse", ErrorKind::Transport, Delivery::Unknown, 0});
  checkSaid(std::string(3000, '\0'), {"SDK.InvalidServerResponse", ErrorKind::Transport, Delivery::Unknown, 0});
}

TEST_CASE("An answer that ends within its headers is told") { checkSaid("HTTP/1.1 200 OK\r\nContent-Le", kCutShort); }

TEST_CASE("An answer beyond maxResponseBytes is cut off, whether its size is told or not") {
  const Expected tooLarge{"SDK.ResponseTooLarge", ErrorKind::InvalidResponse, Delivery::Unknown, 200};
  const auto small = [](ClientProfile& profile) { profile.http.maxResponseBytes = 1000; };
  checkSaid(httpAnswer(200, std::string(1001, 'x')), tooLarge, small);
  checkSaid("HTTP/1.1 200 OK\r\n\r\n" + std::string(5000, 'x'), tooLarge, small);
  checkSaid("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1388\r\n" + std::string(5000, 'x'), tooLarge, small);
  checkSaid("HTTP/1.1 200 OK\r\nX-Large: " + std::string(2000, 'x') + "\r\nContent-Length: 0\r\n\r\n", tooLarge, small);
  checkSaid(httpAnswer(200, std::string(1048577, 'x')), tooLarge);
}

TEST_CASE("An answer that never ends is cut off at maxResponseBytes") {
  ScriptedServer server([](ServerConnection& connection) {
    if (!connection.readRequest()) return;
    connection.write("HTTP/1.1 200 OK\r\n\r\n");
    while (connection.write(std::string(65536, 'x'))) {
    }
  });
  CHECK(failureOf(networkProfile(server.endpoint())).code() == "SDK.ResponseTooLarge");
}

TEST_CASE("An answer of just maxResponseBytes, headers included, is read") {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 600\r\n\r\n";
  const std::string body = std::string(kPrecheckBody) + std::string(600 - std::string(kPrecheckBody).size(), ' ');
  ScriptedServer server([&](ServerConnection& connection) {
    if (connection.readRequest()) connection.write(head + body);
  });
  ClientProfile profile = networkProfile(server.endpoint());
  profile.http.maxResponseBytes = head.size() + body.size();
  CHECK(AcsClient(profile).execute(precheckRequest()));
  profile.http.maxResponseBytes -= 1;
  CHECK(AcsClient(profile).execute(precheckRequest()).error().code() == "SDK.ResponseTooLarge");
}

TEST_CASE("A redirect is never followed") {
  ScriptedServer elsewhere([](ServerConnection& connection) {
    if (connection.readRequest()) connection.write(httpAnswer(200, kPrecheckBody));
  });
  for (const int status : {301, 302, 303, 307, 308}) {
    ScriptedServer server([&](ServerConnection& connection) {
      if (connection.readRequest()) {
        connection.write(httpAnswer(status, "", "Location: " + elsewhere.endpoint() + "/\r\n"));
      }
    });
    const Error error = failureOf(networkProfile(server.endpoint()));
    check(error, {"SDK.InvalidServerResponse", ErrorKind::InvalidResponse, Delivery::Answered, status});
    CHECK(server.arrivals().size() == 1);
  }
  CHECK(elsewhere.connections() == 0);
}

TEST_CASE("Interim answers are passed over") {
  ScriptedServer server([](ServerConnection& connection) {
    while (connection.readRequest()) {
      connection.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nX: 1\r\n\r\n" +
                       httpAnswer(200, kPrecheckBody));
    }
  });
  const AcsClient client(networkProfile(server.endpoint()));
  CHECK(client.execute(precheckRequest()));
  CHECK(client.execute(precheckRequest()));
  CHECK(server.connections() == 1);
}

TEST_CASE("An answer in chunks, in single bytes, or ended by the connection's end is read") {
  const std::string body = kPrecheckBody;
  std::string bytewise = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const char c : body) bytewise += std::string("1\r\n") + c + "\r\n";
  bytewise += "0\r\n\r\n";
  for (const std::string& said : {bytewise, "HTTP/1.0 200 OK\r\n\r\n" + body, "HTTP/1.1 200\r\n\r\n" + body}) {
    ScriptedServer server([&said](ServerConnection& connection) {
      if (!connection.readRequest()) return;
      for (const char c : said) connection.write(std::string(1, c));
    });
    CAPTURE(said.substr(0, 60));
    CHECK(AcsClient(networkProfile(server.endpoint())).execute(precheckRequest()));
  }
}

TEST_CASE("Nothing is asked for that would make an answer grow when it is unpacked") {
  ScriptedServer server([](ServerConnection& connection) {
    if (connection.readRequest()) connection.write(httpAnswer(200, kPrecheckBody));
  });
  CHECK(AcsClient(networkProfile(server.endpoint())).execute(precheckRequest()));
  CHECK(server.arrivals().at(0).header("Accept-Encoding").empty());
  CHECK(server.arrivals().at(0).header("Expect").empty());
}
