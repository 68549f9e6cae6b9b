#include "faults/fault.hpp"

namespace snsuapi_test {

using namespace snsuapi;
using std::chrono::milliseconds;

namespace {

// Reads the request, says this, and closes.
std::function<Scene()> saying(std::string text) {
  return [text = std::move(text)] {
    return served([text](ServerConnection& connection) {
      if (connection.readRequest()) connection.write(text);
    });
  };
}

// Says this, then the second text again and again until the client has enough.
std::function<Scene()> sayingWithoutEnd(std::string begin, std::string again) {
  return [begin = std::move(begin), again = std::move(again)] {
    return served([begin, again](ServerConnection& connection) {
      if (!connection.readRequest() || !connection.write(begin)) return;
      while (connection.write(again)) {
      }
    });
  };
}

// The same, a little each few milliseconds: no silence, and no end within the total timeout.
std::function<Scene()> dripping(std::string begin, std::string again) {
  return [begin = std::move(begin), again = std::move(again)] {
    Scene scene = served([begin, again](ServerConnection& connection) {
      if (!connection.readRequest() || !connection.write(begin)) return;
      while (!connection.closesWithin(milliseconds(5)) && connection.write(again)) {
      }
    });
    scene.profile.http.totalTimeout = milliseconds(500);
    return scene;
  };
}

Told cutShort(int httpStatus) {
  return {"SDK.InvalidServerResponse", ErrorKind::Transport, Delivery::Unknown, httpStatus, 1, true};
}
Told notTheService(int httpStatus) {
  return {"SDK.InvalidServerResponse", ErrorKind::InvalidResponse, Delivery::Answered, httpStatus, 1, true};
}
Told tooLarge(int httpStatus) {
  return {"SDK.ResponseTooLarge", ErrorKind::InvalidResponse, Delivery::Unknown, httpStatus, 1, true};
}
Told timedOut(int httpStatus) {
  return {"SDK.ReadTimeout", ErrorKind::Transport, Delivery::Unknown, httpStatus, 1, true};
}
Told failed(int httpStatus) {
  return {"SDK.InvalidServerResponse", ErrorKind::Service, Delivery::Answered, httpStatus, 1, true};
}
Told refused(const char* code, int httpStatus, bool mayHaveBeenCarriedOut) {
  return {code, ErrorKind::Service, Delivery::Answered, httpStatus, 1, mayHaveBeenCarriedOut};
}

const std::string kHead = "HTTP/1.1 200 OK\r\n";

void addFraming(std::vector<Fault>& faults) {
  const auto add = [&](const char* name, std::function<Scene()> setUp, const Told& told) {
    faults.push_back({"The answer's framing", name, std::move(setUp), told});
  };
  add("headers without end, slowly", dripping(kHead, "X-More: 1\r\n"), timedOut(200));
  add("a body without end, slowly", dripping(kHead + "\r\n", " "), timedOut(200));
  add("cut within the headers", saying("HTTP/1.1 200 OK\r\nContent-Le"), cutShort(200));
  add("cut within the body", saying(kHead + "Content-Length: 500\r\n\r\n{\"Code\":\"OK\""), cutShort(200));
  add("a Content-Length that is too short", saying(kHead + "Content-Length: 5\r\n\r\n{\"Code\":\"OK\"}"),
      notTheService(200));
  add("a Content-Length that is none", saying(kHead + "Content-Length: many\r\n\r\n{}"), cutShort(200));
  add("chunks that are none", saying(kHead + "Transfer-Encoding: chunked\r\n\r\nno chunk\r\n{}\r\n"), cutShort(200));
  add("cut within the chunks", saying(kHead + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"), cutShort(200));
  // Nothing is unpacked: what the header says of it is of no account.
  add("a gzip bomb", saying(httpAnswer(200, "\x1f\x8b\x08 a bomb", "Content-Encoding: gzip\r\n")), notTheService(200));
  add("a body without end", sayingWithoutEnd(kHead + "\r\n", std::string(65536, ' ')), tooLarge(200));
  add("a body of 1 GB, as its header says",
      saying(kHead + "Content-Length: 1073741824\r\n\r\n" + std::string(2000000, ' ')), tooLarge(200));
  add("headers without end", sayingWithoutEnd(kHead, "X-More: " + std::string(80, 'x') + "\r\n"), tooLarge(200));
  std::string manyHeaders = kHead;
  for (int i = 0; i < 100000; ++i) manyHeaders += "A: b\r\n";
  add("100,000 headers", saying(manyHeaders + "Content-Length: 2\r\n\r\n{}"), tooLarge(200));
  add("a header line of 1 MB",
      saying(kHead + "X-Long: " + std::string(1048576, 'x') + "\r\nContent-Length: 2\r\n\r\n{}"), tooLarge(200));
  add("HTTP/0.9", saying("{\"Code\":\"OK\"}"), cutShort(0));
  add("another protocol", saying("SSH-2.0-OpenSSH\r\n"), cutShort(0));
  add("HTTP/2 (a GOAWAY frame)",
      saying(std::string("\0\0\0\4\0\0\0\0\0", 9) + std::string("\0\0\10\7\0\0\0\0\0\0\0\0\0\0\0\0\1", 17)),
      cutShort(0));
  add(
      "100 Continue, then silence",
      [] {
        Scene scene = served([](ServerConnection& connection) {
          if (!connection.readRequest()) return;
          connection.write("HTTP/1.1 100 Continue\r\n\r\n");
          connection.waitUntilClosed();
        });
        scene.profile.http.readTimeout = milliseconds(300);
        return scene;
      },
      timedOut(100));
}

void addStatuses(std::vector<Fault>& faults) {
  const auto add = [&](const std::string& name, int status, const std::string& body, const Told& told,
                       const std::string& headers = {}) {
    faults.push_back({"The answer's status", "HTTP " + std::to_string(status) + " with " + name,
                      saying(httpAnswer(status, body, headers)), told});
  };
  const std::string page = "<html><body>an error of somebody on the way</body></html>";
  const std::string xml = "<?xml version=\"1.0\"?><Error><Code>X</Code></Error>";
  const std::string elsewhere = "Location: http://127.0.0.1:1/\r\n";
  add("nothing but a place to go", 302, "", notTheService(302), elsewhere);
  add("a web page and a place to go", 301, page, notTheService(301), elsewhere);
  add("JSON and a place to go", 307, R"({"Code":"OK","ResultModule":{"LxOrderId":1}})", notTheService(307), elsewhere);
  add("XML", 300, xml, notTheService(300));
  add("JSON of the gateway", 400, R"({"RequestId":"r","Code":"MissingParameter","Message":"m"})",
      refused("MissingParameter", 400, false));
  add("a web page", 403, page, failed(403));
  add("nothing", 404, "", failed(404));
  add("XML", 405, xml, failed(405));
  add("JSON of the gateway", 429, R"({"RequestId":"r","Code":"Throttling.User","Message":"m"})",
      refused("Throttling.User", 429, false));
  add("JSON of the service", 500, R"({"RequestId":"r","Code":"isp.SYSTEM_ERROR","Message":"m"})",
      refused("isp.SYSTEM_ERROR", 500, true));
  add("a web page", 502, page, failed(502));
  add("nothing", 503, "", failed(503));
  add("XML", 504, xml, failed(504));
}

void addBodies(std::vector<Fault>& faults) {
  const auto add = [&](const char* name, const std::string& body, const Told& told) {
    faults.push_back({"HTTP 200 with a body that is", name, saying(httpAnswer(200, body)), told});
  };
  add("empty", "", notTheService(200));
  add("a web page", "<html></html>", notTheService(200));
  add("JSON that is cut", R"({"RequestId":"r","Code":"OK","ResultModule":{"BandId":1)", notTheService(200));
  add("JSON with something after it", R"({"Code":"OK","ResultModule":{}} {})", notTheService(200));
  add("a JSON array", "[]", notTheService(200));
  add("JSON without a code", R"({"RequestId":"r","ResultModule":{"BandId":1}})", notTheService(200));
  add("JSON nested 100,000 deep",
      R"({"Code":"OK","ResultModule":)" + std::string(100000, '[') + std::string(100000, ']') + "}",
      notTheService(200));
  add("OK without its fields", R"({"RequestId":"r","Code":"OK","ResultModule":{}})", notTheService(200));
  add("OK without a result", R"({"RequestId":"r","Code":"OK"})", notTheService(200));
  add("OK with a number that fits nothing",
      R"({"Code":"OK","ResultModule":{"BandId":1e400,"UploadBandwidth":1e400,"LxOrderId":1e400}})", notTheService(200));
  add("no UTF-8", "{\"Code\":\"OK\",\"Message\":\"\xff\"}", notTheService(200));
  add("JSON after a byte order mark", "\xEF\xBB\xBF{\"Code\":\"OK\"}", notTheService(200));
  add("JSON with a NUL", std::string("{\"Code\":\"OK\"}\0", 14), notTheService(200));
  add("a refusal", R"({"RequestId":"r","Code":"isv.BAND_CHECK_EXPIRE","Message":"m"})",
      refused("isv.BAND_CHECK_EXPIRE", 200, false));
  add("a code that nobody knows", R"({"RequestId":"r","Code":"NEW","Message":"m"})", refused("NEW", 200, true));
}

}  // namespace

void addAnswerFaults(std::vector<Fault>& faults) {
  addFraming(faults);
  addStatuses(faults);
  addBodies(faults);
}

}  // namespace snsuapi_test
