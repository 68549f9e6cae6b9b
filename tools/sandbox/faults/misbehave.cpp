#include "faults/misbehave.hpp"

#include <algorithm>

namespace snsuapi {
namespace sandbox {

namespace {

constexpr const char* kJson = "application/json; charset=utf-8";

// An answer's head, for what httplib would not write.
std::string headOf(const httplib::Response& answer, std::size_t contentLength) {
  return "HTTP/1.1 " + std::to_string(answer.status) + " \r\nContent-Type: " + answer.get_header_value("Content-Type") +
         "\r\nContent-Length: " + std::to_string(contentLength) + "\r\n\r\n";
}

void sendCut(const httplib::Response& answer, Connection& connection) {
  connection.send(headOf(answer, answer.body.size()) + answer.body.substr(0, answer.body.size() / 2));
  connection.end();
}

void sendWrongLength(const httplib::Response& answer, Connection& connection) {
  connection.send(headOf(answer, answer.body.size() / 2) + answer.body);
  connection.end();
}

void drip(const httplib::Response& answer, std::chrono::milliseconds pause, Connection& connection) {
  bool listens = connection.send(headOf(answer, answer.body.size()));
  for (std::size_t i = 0; listens && i < answer.body.size(); ++i) {
    listens = connection.linger(pause) && connection.send(std::string_view(answer.body).substr(i, 1));
  }
  connection.end();
}

// A JSON object with a long member, made as it is sent.
void sendHuge(const httplib::Response& answer, std::int64_t bytes, Connection& connection) {
  const std::string head = R"({"RequestId":"huge","Code":"OK","Padding":")";
  const std::string tail = R"("})";
  const std::string block(std::size_t{1} << 16, 'x');
  bool listens = connection.send(headOf(answer, head.size() + static_cast<std::size_t>(bytes) + tail.size()) + head);
  for (std::int64_t left = bytes; listens && left > 0; left -= static_cast<std::int64_t>(block.size())) {
    listens = connection.send(std::string_view(block).substr(0, static_cast<std::size_t>(left)));
  }
  if (listens) connection.send(tail);
  connection.end();
}

}  // namespace

bool isUnanswered(const Fault& fault) {
  return fault.kind == FaultKind::Hang || fault.kind == FaultKind::ResetAfter || fault.kind == FaultKind::Close;
}

void shape(const Fault& fault, httplib::Response& answer) {
  if (fault.kind == FaultKind::Garbage) {
    answer.status = 200;
    answer.set_content("{\"RequestId\":\"garbage\",,\x01\xff]", kJson);
  } else if (fault.kind == FaultKind::Empty) {
    answer.status = 200;
    answer.set_content("", kJson);
  } else if (fault.kind == FaultKind::Html) {
    answer.status = 502;
    answer.set_content("<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>\n",
                       "text/html");
  } else if (fault.kind == FaultKind::Redirect) {
    answer.status = fault.httpStatus;
    answer.set_header("Location", fault.location);
    answer.set_content("", kJson);
  }
}

void deliver(const Fault& fault, const httplib::Response& answer, Connection& connection) {
  const std::chrono::milliseconds pause(fault.milliseconds);
  switch (fault.kind) {
    case FaultKind::Delay:
      connection.linger(pause);
      break;
    case FaultKind::Hang:
      connection.linger(std::nullopt);
      connection.end();
      break;
    case FaultKind::Cut:
      sendCut(answer, connection);
      break;
    case FaultKind::WrongLength:
      sendWrongLength(answer, connection);
      break;
    case FaultKind::Huge:
      sendHuge(answer, fault.bytes, connection);
      break;
    case FaultKind::ResetAfter:
      connection.reset();
      break;
    case FaultKind::Close:
      connection.end();
      break;
    case FaultKind::Drip:
      drip(answer, pause, connection);
      break;
    case FaultKind::Code:
    case FaultKind::Garbage:
    case FaultKind::Empty:
    case FaultKind::Html:
    case FaultKind::ResetBefore:
    case FaultKind::ExpiredClock:
    case FaultKind::Redirect:
      break;  // httplib sends the answer as it is
  }
}

}  // namespace sandbox
}  // namespace snsuapi
