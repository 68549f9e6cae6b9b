#include <atomic>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <snsuapi/sandbox/server.hpp>
#include <stdexcept>
#include <thread>

#include "gateway/gateway.hpp"
#include "http_server.hpp"
#include "service/service.hpp"

namespace snsuapi {
namespace sandbox {

namespace {

using nlohmann::json;

constexpr std::size_t kMaxBodyBytes = std::size_t{1} << 20;
constexpr const char* kJson = "application/json; charset=utf-8";
const std::string kControl = "/_sandbox/";

std::function<Time()> clockOf(const ServerOptions& options) {
  if (options.now) return options.now;
  return [] { return std::chrono::system_clock::now(); };
}

void reply(httplib::Response& response, int status, const json& body) {
  response.status = status;
  // Bytes that are not UTF-8 may come back out of a request; they are replaced, since JSON can't hold them.
  response.set_content(body.dump(-1, ' ', false, json::error_handler_t::replace), kJson);
}

std::string queryOf(const httplib::Request& request) {
  const std::size_t mark = request.target.find('?');
  return mark == std::string::npos ? std::string() : request.target.substr(mark + 1);
}

bool bringsBody(const httplib::Request& request) {
  return request.has_header("Content-Length") || request.has_header("Transfer-Encoding");
}

}  // namespace

class Server::Impl {
 public:
  explicit Impl(const ServerOptions& options)
      : host_(options.host), service_(clockOf(options)), gateway_(service_, clockOf(options)) {
    route();
    port_ = options.port == 0 ? http_.bind_to_any_port(host_)
                              : (http_.bind_to_port(host_, options.port) ? options.port : -1);
    if (port_ < 0) {
      throw std::runtime_error("can't listen on " + host_ + " port " + std::to_string(options.port) +
                               ": is it in use, or not an address of this machine?");
    }
    thread_ = std::thread([this] { http_.listen_after_bind(); });
    while (!http_.is_running()) std::this_thread::yield();
  }

  ~Impl() { stop(); }

  std::string endpoint() const {
    const bool isIpv6 = host_.find(':') != std::string::npos;
    return "http://" + (isIpv6 ? "[" + host_ + "]" : host_) + ":" + std::to_string(port_);
  }

  void stop() {
    const std::lock_guard<std::mutex> lock(stopMutex_);
    http_.stopNow();
    if (thread_.joinable()) thread_.join();
  }

 private:
  void route() {
    http_.set_payload_max_length(kMaxBodyBytes);
    http_.Get(".*",
              [this](const httplib::Request& request, httplib::Response& response) { answer(request, "", response); });
    // A content reader, so that a POST without Content-Length is not waited for: official clients send everything in
    // the URL and no body at all.
    http_.Post(".*", [this](const httplib::Request& request, httplib::Response& response,
                            const httplib::ContentReader& readContent) {
      std::string body;
      if (bringsBody(request)) {
        readContent([&body](const char* data, std::size_t size) {
          body.append(data, size);
          return true;
        });
      }
      if (response.status < 400) answer(request, body, response);  // else httplib has refused the body
    });
  }

  void answer(const httplib::Request& request, const std::string& body, httplib::Response& response) {
    if (request.path.rfind(kControl, 0) == 0) return control(request, response);
    const std::string requestId = nextRequestId();
    const auto verified = gateway_.verify(request.method, queryOf(request), body);
    if (const auto* error = std::get_if<GatewayError>(&verified)) {
      return reply(response, error->httpStatus,
                   {{"RequestId", requestId},
                    {"HostId", request.get_header_value("Host")},
                    {"Code", error->code},
                    {"Message", error->message}});
    }
    const auto& call = std::get<VerifiedCall>(verified);
    const Answer said = service_.answer(call.action, call.accessKeyId, call.parameters);
    // Both pairs of names: the guide writes the first, the generated SDKs read the second.
    reply(response, 200,
          {{"RequestId", requestId},
           {"Code", said.code},
           {"Message", said.message},
           {"ResultCode", said.code},
           {"ResultMessage", said.message},
           {"ResultModule", said.module}});
  }

  void control(const httplib::Request& request, httplib::Response& response) {
    const std::string name = request.path.substr(kControl.size());
    if (name == "health" && request.method == "GET") return reply(response, 200, {{"status", "ok"}});
    if (name == "reset" && request.method == "POST") {
      service_.reset();
      gateway_.reset();
      return reply(response, 200, {{"status", "reset"}});
    }
    const bool known = name == "health" || name == "reset";
    reply(response, known ? 405 : 404,
          {{"error", "the sandbox's own paths are GET " + kControl + "health and POST " + kControl + "reset"}});
  }

  // In the form of a UUID, in order, so that a run can be repeated.
  std::string nextRequestId() {
    std::array<char, 37> text{};
    std::snprintf(text.data(), text.size(), "00000000-0000-4000-8000-%012llu",
                  static_cast<unsigned long long>(++requests_));
    return text.data();
  }

  const std::string host_;
  int port_ = -1;
  Service service_;
  Gateway gateway_;
  HttpServer http_;
  std::atomic<std::uint64_t> requests_{0};
  std::mutex stopMutex_;
  std::thread thread_;
};

Server::Server(ServerOptions options) : impl_(std::make_unique<Impl>(options)) {}
Server::~Server() = default;
std::string Server::endpoint() const { return impl_->endpoint(); }
void Server::stop() { impl_->stop(); }

}  // namespace sandbox
}  // namespace snsuapi
