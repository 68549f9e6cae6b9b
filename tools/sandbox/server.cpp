#include <nlohmann/json.hpp>
#include <random>
#include <snsuapi/sandbox/server.hpp>
#include <stdexcept>
#include <thread>
#include <utility>

#include "control/control.hpp"
#include "faults/misbehave.hpp"
#include "gateway/gateway.hpp"
#include "http/http_server.hpp"
#include "http/tls_identity.hpp"
#include "time/timestamp.hpp"

namespace snsuapi {
namespace sandbox {

namespace {

using nlohmann::json;

constexpr std::size_t kMostBodyBytes = std::size_t{1} << 20;
constexpr const char* kJson = "application/json; charset=utf-8";
constexpr const char* kFirstMoment = "2018-07-09T00:00:00Z";  // of a sandbox with a seed: the version's day

std::function<Time()> wallOf(const ServerOptions& options) {
  if (options.now) return options.now;
  return [] { return std::chrono::system_clock::now(); };
}

std::optional<Time> standingOf(const ServerOptions& options) {
  if (!options.seed) return std::nullopt;
  return tools::parseTimestamp(kFirstMoment);
}

std::uint64_t seedOf(const ServerOptions& options) {
  if (options.seed) return *options.seed;
  std::random_device random;
  return (std::uint64_t{random()} << 32) | random();
}

std::string queryOf(const std::string& target) {
  const std::size_t mark = target.find('?');
  return mark == std::string::npos ? std::string() : target.substr(mark + 1);
}

bool bringsBody(const httplib::Request& request) {
  return request.has_header("Content-Length") || request.has_header("Transfer-Encoding");
}

// A page of somebody else's, open in the same browser, must not work the sandbox.
bool isFromAnotherSite(const httplib::Request& request) {
  const std::string origin = request.get_header_value("Origin");
  const std::string host = request.get_header_value("Host");
  return !origin.empty() && origin != "http://" + host && origin != "https://" + host;
}

std::string bodyOf(const Reply& reply, const std::string& requestId, const std::string& host) {
  json body{{"RequestId", requestId}, {"Code", reply.code}, {"Message", reply.message}};
  if (reply.isGatewayError) {
    body["HostId"] = host;
  } else {
    // Both pairs of names: the guide writes the first, the generated SDKs read the second.
    body["ResultCode"] = reply.code;
    body["ResultMessage"] = reply.message;
    body["ResultModule"] = reply.module;
  }
  // Bytes that are not UTF-8 may come back out of a request; they are replaced, since JSON can't hold them.
  return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

// What is answered when a fault keeps a call from being carried out.
Reply replyOf(const Fault& fault) {
  const bool hasCode = fault.kind == FaultKind::Code;
  const int status = hasCode ? fault.httpStatus : 200;
  return {status, hasCode ? fault.code : "isp.SYSTEM_ERROR", hasCode ? fault.message : "armed by the sandbox's fault",
          nullptr, status >= 400};
}

}  // namespace

class Server::Impl {
 public:
  explicit Impl(const ServerOptions& options)
      : host_(options.host),
        scenario_(parseScenario(options.scenario.empty() ? defaultScenarioText() : options.scenario)),
        ids_(seedOf(options)),
        clock_(wallOf(options), standingOf(options)),
        store_(options.databaseFile),
        service_(scenario_, ids_, clock_, store_),
        gateway_(scenario_, clock_, store_, service_),
        journal_(options.journalEntries),
        control_(scenario_, ids_, clock_, store_, service_, faults_, journal_),
        tls_(options.tls ? std::make_unique<TlsIdentity>(options.host, options.certificateFile) : nullptr),
        http_(tls_ == nullptr ? nullptr : tls_->context()) {
    restore();
    route();
    port_ = options.port == 0 ? http_.bind_to_any_port(host_)
                              : (http_.bind_to_port(host_, options.port) ? options.port : -1);
    if (port_ < 0) {
      throw std::runtime_error("can't listen on " + host_ + " port " + std::to_string(options.port) +
                               ": is it in use, or not an address of this machine?");
    }
    http_.letManyWait();
    thread_ = std::thread([this] { http_.listen_after_bind(); });
    while (!http_.is_running()) std::this_thread::yield();
  }

  ~Impl() { stop(); }

  std::string endpoint() const {
    const bool isIpv6 = host_.find(':') != std::string::npos;
    return (tls_ == nullptr ? "http://" : "https://") + (isIpv6 ? "[" + host_ + "]" : host_) + ":" +
           std::to_string(port_);
  }

  std::string certificateFile() const { return tls_ == nullptr ? std::string() : tls_->certificateFile(); }

  ControlReply control(const std::string& method, const std::string& target, const std::string& body) {
    Parameters query;
    if (const std::optional<std::string> problem = decodeInto(queryOf(target), query)) {
      return {400, kJson, json{{"error", *problem}}.dump()};
    }
    return control_.answer(method, target.substr(0, target.find('?')), query, body);
  }

  void stop() {
    const std::lock_guard<std::mutex> lock(stopMutex_);
    http_.stopNow();
    if (thread_.joinable()) thread_.join();
  }

 private:
  // A database may hold the state of a sandbox before this one.
  void restore() {
    Store::Transaction transaction(store_);
    clock_.setShift(std::chrono::milliseconds(store_.setting("clockShiftMilliseconds").value_or(0)));
    // Opened with another clock, or on a machine whose clock was set back, its time goes on from where it was.
    const std::optional<Time> latest = store_.latestEvent();
    if (latest && clock_.now() < *latest) clock_.set(*latest);
    service_.openAccounts();
    service_.bringUpToDate();
    transaction.commit();
  }

  void route() {
    http_.set_payload_max_length(kMostBodyBytes);
    http_.resetBefore([this](std::string_view request) {
      const std::string_view line = request.substr(0, request.find('\r'));
      return line.find(" /_sandbox") == std::string_view::npos && faults_.takeResetBefore();
    });
    const auto withoutBody = [this](const httplib::Request& request, httplib::Response& response) {
      answer(request, "", response);
    };
    // A content reader, so that a POST without Content-Length is not waited for: official clients send everything in
    // the URL and no body at all.
    const auto withBody = [this](const httplib::Request& request, httplib::Response& response,
                                 const httplib::ContentReader& readContent) {
      std::string body;
      if (bringsBody(request)) {
        readContent([&body](const char* data, std::size_t size) {
          body.append(data, size);
          return true;
        });
      }
      if (response.status < 400) answer(request, body, response);  // else httplib has refused the body
    };
    http_.Get(".*", withoutBody);
    http_.Post(".*", withBody);
    http_.Delete(".*", withBody);
    http_.set_exception_handler([](const httplib::Request&, httplib::Response& response, std::exception_ptr thrown) {
      std::string why = "unknown";
      try {
        std::rethrow_exception(std::move(thrown));
      } catch (const std::exception& error) {
        why = error.what();
      } catch (...) {
      }
      response.status = 500;
      response.set_content(
          bodyOf({500, "isp.SYSTEM_ERROR", "系统异常: the sandbox failed: " + why, nullptr, true}, "", ""), kJson);
    });
  }

  void answer(const httplib::Request& request, const std::string& body, httplib::Response& response) {
    if (!Control::isItsPath(request.path)) return serve(request, body, response);
    if (isFromAnotherSite(request)) {
      response.status = 403;
      response.set_content(R"({"error":"a page of another site may not use the sandbox"})", kJson);
      return;
    }
    const ControlReply said = control(request.method, request.target, body);
    response.status = said.status;
    for (const auto& [name, value] : said.headers) response.set_header(name, value);
    response.set_header("Cache-Control", "no-store");
    response.set_content(said.body, said.contentType);
  }

  // A call to the service, spoilt by the fault that is armed for it, if one is.
  void serve(const httplib::Request& request, const std::string& body, httplib::Response& response) {
    const std::string requestId = ids_.nextRequestId();
    const Time time = clock_.now();
    Parameters parameters;
    std::optional<std::string> problem = decodeInto(queryOf(request.target), parameters);
    if (!problem) problem = decodeInto(body, parameters);
    const auto action = parameters.find("Action");
    const std::optional<Fault> fault = faults_.take(action == parameters.end() ? std::string() : action->second);
    const bool clockIsWrong = fault && fault->kind == FaultKind::ExpiredClock;
    const bool served = !fault || fault->carriedOut || clockIsWrong;
    Reply reply = served ? gateway_.serve(request.method, parameters, problem, clockIsWrong) : replyOf(*fault);
    if (fault && fault->kind == FaultKind::Code) reply = replyOf(*fault);
    response.status = reply.httpStatus;
    response.set_content(bodyOf(reply, requestId, request.get_header_value("Host")), kJson);
    if (fault) shape(*fault, response);
    // The journal is written before the client can have its answer, and look there.
    journal_.add({0, time, request.method, masked(parameters), requestId, served ? reply.code : "not carried out",
                  fault && isUnanswered(*fault) ? 0 : response.status, fault ? fault->name : "",
                  maskedAnswer(response.body, parameters)});
    if (fault) deliver(*fault, response, HttpServer::connection());
  }

  const std::string host_;
  int port_ = -1;
  const Scenario scenario_;
  Ids ids_;
  Clock clock_;
  Store store_;
  Service service_;
  Gateway gateway_;
  Faults faults_;
  Journal journal_;
  Control control_;
  const std::unique_ptr<TlsIdentity> tls_;
  HttpServer http_;
  std::mutex stopMutex_;
  std::thread thread_;
};

Server::Server(const ServerOptions& options) : impl_(std::make_unique<Impl>(options)) {}
Server::~Server() = default;
std::string Server::endpoint() const { return impl_->endpoint(); }
std::string Server::certificateFile() const { return impl_->certificateFile(); }
void Server::stop() { impl_->stop(); }

std::string Server::control(const std::string& method, const std::string& target, const std::string& body) {
  const ControlReply reply = impl_->control(method, target, body);
  if (reply.status >= 400) throw std::runtime_error(method + " " + target + ": " + reply.body);
  return reply.body;
}

void Server::advance(std::chrono::seconds by) {
  control("POST", "/_sandbox/clock", json{{"advanceSeconds", by.count()}}.dump());
}

std::string defaultScenario() { return std::string(defaultScenarioText()); }

}  // namespace sandbox
}  // namespace snsuapi
