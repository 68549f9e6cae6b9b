#include "http/curl_transfer.hpp"

#include <algorithm>
#include <charconv>

#include "ascii.hpp"
#include "auth/wipe.hpp"
#include "for_ever.hpp"
#include "http/open_socket.hpp"
#include "out_of_memory.hpp"

namespace snsuapi {
namespace internal {

namespace {

// A kept-alive connection is not used again after so long: the longer it idles, the likelier the server closes it just
// as the next request goes out, and then nobody knows whether that request was carried out.
constexpr long kMaxIdleSeconds = 30;

// libcurl's own limits, on one line and on all of them, differ from version to version; this is below each.
constexpr std::size_t kMaxHeaderBytes = std::size_t{64} << 10;

// One line that is longer than libcurl reads.
bool isHeaderTooLong(CURLcode code) {
#if LIBCURL_VERSION_NUM >= 0x080600
  return code == CURLE_TOO_LARGE;
#else
  return code == CURLE_OUT_OF_MEMORY;  // that is what it says of it
#endif
}

bool isHttps(std::string_view url) { return equalsIgnoringCase(url.substr(0, 8), "https://"); }

// `host[:port]` out of the URL. What stands around it may be a password or the signed query, which no message may hold.
std::string hostOf(const std::string& url) {
  std::string_view host = url;
  if (const std::size_t scheme = host.find("://"); scheme != std::string_view::npos) host.remove_prefix(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const std::size_t user = host.rfind('@'); user != std::string_view::npos) host.remove_prefix(user + 1);
  return std::string(host);
}

// What is received may be a key: the place where it arrived is overwritten, and so is that of a text that grows.
void appendWithoutTrace(std::string& text, char* data, std::size_t size) {
  if (text.capacity() - text.size() < size) {
    std::string larger;
    larger.reserve(std::max(2 * text.capacity(), text.size() + size));
    larger.append(text);
    text.swap(larger);
    wipe(larger);
  }
  text.append(data, size);
  wipe(data, size);
}

}  // namespace

CurlTransfer::CurlTransfer(const CurlContext& context) : context_(context), easy_(curl_easy_init()) {
  if (easy_) setLastingOptions();
}

template <class Value>
void CurlTransfer::set(CURLoption option, Value value) {
  const CURLcode result = curl_easy_setopt(easy_.get(), option, value);
  if (result != CURLE_OK && setupResult_ == CURLE_OK) setupResult_ = result;
}

void CurlTransfer::setLastingOptions() {
  const HttpOptions& options = context_.options();
  set(CURLOPT_SHARE, context_.share());
  set(CURLOPT_NOSIGNAL, 1L);
#if LIBCURL_VERSION_NUM >= 0x075500
  set(CURLOPT_PROTOCOLS_STR, "http,https");
#else
  set(CURLOPT_PROTOCOLS, CURLPROTO_HTTP | CURLPROTO_HTTPS);
#endif
  set(CURLOPT_FOLLOWLOCATION, 0L);
#if LIBCURL_VERSION_NUM >= 0x075700
  // A name look-up can't be interrupted. Without this, a call whose time is up would wait for its resolver thread to
  // end, for as long as the system's resolver likes; with it, that thread ends on its own.
  set(CURLOPT_QUICK_EXIT, 1L);
#endif
  // One request at a time on a connection, and no frames that refuse a stream: an arrival is easy to count.
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(CURLOPT_MAXAGE_CONN, kMaxIdleSeconds);
  set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(CURLOPT_ERRORBUFFER, errorText_.data());

  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!options.caFile.empty()) set(CURLOPT_CAINFO, options.caFile.c_str());
  if (!options.caPath.empty()) set(CURLOPT_CAPATH, options.caPath.c_str());
#if defined(_WIN32)
  if (options.caFile.empty() && options.caPath.empty()) {  // OpenSSL has no authorities there: those of the system
    set(CURLOPT_SSL_OPTIONS, static_cast<long>(CURLSSLOPT_NATIVE_CA));
    set(CURLOPT_PROXY_SSL_OPTIONS, static_cast<long>(CURLSSLOPT_NATIVE_CA));
  }
#endif

  const long resolve = options.ipVersion == IpVersion::V4   ? CURL_IPRESOLVE_V4
                       : options.ipVersion == IpVersion::V6 ? CURL_IPRESOLVE_V6
                                                            : CURL_IPRESOLVE_WHATEVER;
  set(CURLOPT_IPRESOLVE, resolve);
  set(CURLOPT_NOPROXY, context_.proxy().noProxy.c_str());

  set(CURLOPT_OPENSOCKETFUNCTION, &CurlTransfer::onOpenSocket);
  set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(this));
  set(CURLOPT_PREREQFUNCTION, &CurlTransfer::onRequestStart);
  set(CURLOPT_PREREQDATA, static_cast<void*>(this));
  set(CURLOPT_HEADERFUNCTION, &CurlTransfer::onHeader);
  set(CURLOPT_HEADERDATA, static_cast<void*>(this));
  set(CURLOPT_WRITEFUNCTION, &CurlTransfer::onBody);
  set(CURLOPT_WRITEDATA, static_cast<void*>(this));
}

void CurlTransfer::setUrl(const std::string& url) {
  if (urlOnHandle_ == url) return;
  const ProxySettings& proxy = context_.proxy();
  // Before anything is set: for want of memory the handle must not have what urlOnHandle_ does not say.
  std::string known = url;
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_PROXY, (isHttps(url) ? proxy.forHttps : proxy.forHttp).c_str());
  urlOnHandle_ = std::move(known);
}

void CurlTransfer::setMethod(const HttpRequest& request) {
  const bool isPut = request.method == "PUT";
  const bool hasBody = isPut || request.method == "POST";
  if (hasBody) {
    set(CURLOPT_POSTFIELDS, request.body.data());
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  }
  if (methodOnHandle_ == request.method) return;
  if (hasBody) {
    set(CURLOPT_POST, 1L);  // for PUT, too: libcurl's own way to it would ask for the body by a callback
  } else if (request.method == "GET") {
    set(CURLOPT_HTTPGET, 1L);
  } else {
    set(CURLOPT_NOBODY, 1L);
  }
  set(CURLOPT_CUSTOMREQUEST, isPut ? "PUT" : static_cast<const char*>(nullptr));
  methodOnHandle_ = request.method;
}

Outcome<void> CurlTransfer::setHeaders(const HttpRequest& request) {
  // From here on libcurl asks the server before it sends a body.
  constexpr std::size_t kExpectedFrom = std::size_t{1} << 20;
  const bool expectIsOff = request.body.size() >= kExpectedFrom;
  if (headerList_ && request.headers == headersOnHandle_ && expectIsOff == expectIsOff_) return {};
  std::unique_ptr<curl_slist, ListDeleter> list;
  bool isWhole = true;
  const auto append = [&list, &isWhole](const char* line) {
    curl_slist* const longer = curl_slist_append(list.get(), line);
    isWhole = isWhole && longer != nullptr;
    if (longer == nullptr) return;
    static_cast<void>(list.release());
    list.reset(longer);
  };
  if (expectIsOff) append("Expect:");  // no 100-continue: one round trip a call
  request.headers.forEach([&append](std::string_view name, std::string_view value) {
    if (name == "Content-Type" && value == "application/x-www-form-urlencoded") return;  // libcurl sends it with a POST
    std::string line(name);
    // libcurl reads "Name:" as "leave this header out" and "Name;" as "send it empty".
    if (value.empty()) {
      line += ';';
    } else {
      line.append(": ").append(value);
    }
    append(line.c_str());
  });
  if (!isWhole) return outOfMemory(Delivery::NotSent);
  headerList_.reset();  // there is none on the handle until all is known of it
  headersOnHandle_ = request.headers;
  expectIsOff_ = expectIsOff;
  headerList_ = std::move(list);
  set(CURLOPT_HTTPHEADER, headerList_.get());
  return {};
}

void CurlTransfer::setConnectTimeout(std::chrono::milliseconds timeout) {
  if (connectTimeoutOnHandle_ == timeout) return;
  // libcurl shares this time out among the addresses of a host, so that a dead one leaves time for the next.
  const auto connect = std::min(timeout, kForEver).count();
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min<std::int64_t>(connect, 0x7FFFFFFF)));
  connectTimeoutOnHandle_ = timeout;
}

Outcome<void> CurlTransfer::prepare(const HttpRequest& request, Clock::time_point start) {
  request_ = &request;
  receivedBytes_ = 0;
  socketError_ = 0;
  start_ = start;
  connectBegan_ = lastActivity_ = Clock::now();
  started_ = resendRefused_ = headersWhole_ = headersTooLarge_ = tooLarge_ = ranOutOfMemory_ = false;
  errorText_[0] = '\0';
  if (!easy_) return outOfMemory(Delivery::NotSent);
  if (request.method != "POST" && request.method != "GET" && request.method != "HEAD" && request.method != "PUT") {
    return Error(ErrorKind::InvalidParameter, "SDK.InvalidParameter",
                 "the request's method is none of POST, GET, HEAD and PUT; nothing was sent");
  }
  setUrl(request.url);
  setMethod(request);
  if (Outcome<void> headers = setHeaders(request); !headers) return headers;
  setConnectTimeout(request.connectTimeout);
  if (setupResult_ == CURLE_OK) return {};
  return toError(describe(setupResult_));
}

CurlTransfer::Clock::time_point CurlTransfer::connectDeadline() const noexcept {
  return connectBegan_ + std::min(request_->connectTimeout, kForEver);
}

CurlTransfer::Clock::time_point CurlTransfer::readDeadline() const noexcept {
  return lastActivity_ + std::min(request_->readTimeout, kForEver);
}

CurlTransfer::Clock::time_point CurlTransfer::totalDeadline() const noexcept {
  return start_ + std::min(request_->totalTimeout, kForEver);
}

CurlTransfer::Clock::time_point CurlTransfer::deadline() const noexcept {
  return std::min(totalDeadline(), started_ ? readDeadline() : connectDeadline());
}

// libcurl's own resend, when a kept-alive connection dies before an answer came, begins with a new connection and then
// starts the request again. The first copy may have been carried out: neither must happen.
curl_socket_t CurlTransfer::onOpenSocket(void* self, curlsocktype, curl_sockaddr* address) {
  auto* transfer = static_cast<CurlTransfer*>(self);
  if (!transfer->started_) {
    const curl_socket_t opened = openSocket(*address);
    transfer->socketError_ = opened == CURL_SOCKET_BAD ? lastSocketError() : 0;  // which libcurl does not tell
    return opened;
  }
  transfer->resendRefused_ = true;
  return CURL_SOCKET_BAD;
}

int CurlTransfer::onRequestStart(void* self, char*, char*, int, int) {
  auto* transfer = static_cast<CurlTransfer*>(self);
  if (transfer->started_) {
    transfer->resendRefused_ = true;
    return CURL_PREREQFUNC_ABORT;
  }
  transfer->started_ = true;
  transfer->lastActivity_ = Clock::now();
  return CURL_PREREQFUNC_OK;
}

bool CurlTransfer::receive(std::size_t bytes) {
  lastActivity_ = Clock::now();
  receivedBytes_ += bytes;
  tooLarge_ = receivedBytes_ > context_.options().maxResponseBytes;
  return !tooLarge_;
}

// What these return but the number of bytes ends the transfer.
std::size_t CurlTransfer::onHeader(char* data, std::size_t size, std::size_t count, void* self) {
  auto* transfer = static_cast<CurlTransfer*>(self);
  transfer->ranOutOfMemory_ = true;  // unless it goes well
  return orWhenThrown<std::size_t>(0, [&] {
    const bool isTaken = transfer->takeHeader({data, size * count});
    transfer->ranOutOfMemory_ = false;
    return isTaken ? size * count : 0;
  });
}

std::size_t CurlTransfer::onBody(char* data, std::size_t size, std::size_t count, void* self) {
  auto* transfer = static_cast<CurlTransfer*>(self);
  if (!transfer->receive(size * count)) return 0;
  transfer->ranOutOfMemory_ = true;
  return orWhenThrown<std::size_t>(0, [&] {
    appendWithoutTrace(transfer->response_.body, data, size * count);
    transfer->ranOutOfMemory_ = false;
    return size * count;
  });
}

bool CurlTransfer::takeHeader(std::string_view line) {
  if (!receive(line.size())) return false;
  headersTooLarge_ = receivedBytes_ > kMaxHeaderBytes;
  if (headersTooLarge_) return false;
  if (line.rfind("HTTP/", 0) == 0) {
    response_.headers.clear();  // an interim answer (1xx) came before this one
    headersWhole_ = false;
  } else if (const std::size_t colon = line.find(':'); colon != std::string_view::npos) {
    response_.headers.add(trim(line.substr(0, colon)), trim(line.substr(colon + 1)));
  } else if (trim(line).empty()) {
    headersWhole_ = true;
  }
  return true;
}

FailedTransfer CurlTransfer::describe(CURLcode code) const {
  FailedTransfer failed;
  failed.code = code;
  failed.host = hostOf(request_->url);
  failed.tlsDetail = errorText_.data();
  long value = 0;
  if (curl_easy_getinfo(easy_.get(), CURLINFO_OS_ERRNO, &value) == CURLE_OK)
    failed.systemError = static_cast<int>(value);
  if (failed.systemError == 0) failed.systemError = socketError_;
  if (curl_easy_getinfo(easy_.get(), CURLINFO_HTTP_CONNECTCODE, &value) == CURLE_OK) {
    failed.proxyStatus = static_cast<int>(value);
  }
  if (curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &value) == CURLE_OK && started_) {
    failed.httpStatus = static_cast<int>(value);
  }
  // Not by CURLINFO_REQUEST_SIZE, which libcurl 8.7 leaves at 0: what may have left counts as sent.
  failed.anythingSent = started_;
  return failed;
}

void CurlTransfer::tellTimings() const {
  if (request_->timings == nullptr) return;
  const auto get = [this](CURLINFO what) {
    curl_off_t microseconds = 0;
    curl_easy_getinfo(easy_.get(), what, &microseconds);
    return std::chrono::microseconds(microseconds);
  };
  HttpTimings& timings = *request_->timings;
  long newConnections = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_NUM_CONNECTS, &newConnections);
  if (newConnections > 0) {  // for a kept one libcurl tells when it was found
    timings.nameLookup = get(CURLINFO_NAMELOOKUP_TIME_T);
    timings.connect = get(CURLINFO_CONNECT_TIME_T);
    timings.tls = get(CURLINFO_APPCONNECT_TIME_T);
  }
  timings.firstByte = get(CURLINFO_STARTTRANSFER_TIME_T);
  timings.total = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - connectBegan_);
}

Outcome<HttpResponse> CurlTransfer::finish(CURLcode code) {
  // libcurl takes the connection's end for the answer's, even within the headers.
  if (code == CURLE_OK && !headersWhole_) code = CURLE_PARTIAL_FILE;
  if (code == CURLE_OK) {
    long status = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
    response_.status = static_cast<int>(status);
    return std::move(response_);
  }
  const FailedTransfer failed = describe(code);
  if (ranOutOfMemory_) return finishOutOfMemory();
  if (tooLarge_) return responseTooLarge(failed, context_.options().maxResponseBytes);
  if (headersTooLarge_ || (receivedBytes_ > 0 && !headersWhole_ && isHeaderTooLong(code)))
    return headersTooLarge(failed, kMaxHeaderBytes);
  if (resendRefused_) return closedUnanswered(failed);
  if (code == CURLE_OPERATION_TIMEDOUT) return finishTimedOut();
  return toError(failed);
}

Outcome<HttpResponse> CurlTransfer::finishOutOfMemory() const noexcept {
  return outOfMemory(started_ ? Delivery::Unknown : Delivery::NotSent);
}

Outcome<HttpResponse> CurlTransfer::finishTimedOut() {
  const FailedTransfer failed = describe(CURLE_OPERATION_TIMEDOUT);
  if (!started_ && connectDeadline() <= totalDeadline()) return connectTimeout(failed, request_->connectTimeout);
  if (started_ && readDeadline() <= totalDeadline()) return readTimeout(failed, request_->readTimeout);
  return totalTimeout(failed, request_->totalTimeout);
}

}  // namespace internal
}  // namespace snsuapi
