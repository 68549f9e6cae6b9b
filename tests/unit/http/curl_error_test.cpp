#include "http/curl_error.hpp"

#include <cerrno>
#include <string>

#include "support/catch.hpp"
#include "support/test_profile.hpp"

#if defined(_WIN32)
#include <winsock2.h>
#endif

using namespace snsuapi;
using internal::FailedTransfer;
using internal::toError;
using snsuapi_test::contains;

namespace {

#if defined(_WIN32)
constexpr int kConnectionRefused = WSAECONNREFUSED;
#else
constexpr int kConnectionRefused = ECONNREFUSED;
#endif

FailedTransfer failedWith(CURLcode code) {
  FailedTransfer failed;
  failed.code = code;
  failed.host = "host:443";
  return failed;
}

struct Expected {
  CURLcode code;
  ErrorKind kind;
  std::string errorCode;
  std::string words;  // of the message
};

const Expected kAll[] = {
    {CURLE_COULDNT_RESOLVE_HOST, ErrorKind::Transport, "SDK.ServerUnreachable", "the host name could not be resolved"},
    {CURLE_COULDNT_RESOLVE_PROXY, ErrorKind::Transport, "SDK.ServerUnreachable", "the proxy's host name"},
    {CURLE_COULDNT_CONNECT, ErrorKind::Transport, "SDK.ServerUnreachable", "could not connect"},
    {CURLE_SEND_ERROR, ErrorKind::Transport, "SDK.ServerUnreachable", "the connection was lost"},
    {CURLE_RECV_ERROR, ErrorKind::Transport, "SDK.ServerUnreachable", "the connection was lost"},
    {CURLE_PROXY, ErrorKind::Transport, "SDK.ServerUnreachable", "the connection was lost"},
    {CURLE_PARTIAL_FILE, ErrorKind::Transport, "SDK.InvalidServerResponse", "ended before it was complete"},
    {CURLE_WEIRD_SERVER_REPLY, ErrorKind::Transport, "SDK.InvalidServerResponse", "not HTTP"},
    {CURLE_UNSUPPORTED_PROTOCOL, ErrorKind::Transport, "SDK.InvalidServerResponse", "not HTTP"},
    {CURLE_SSL_CONNECT_ERROR, ErrorKind::Transport, "SDK.TlsFailure", "handshake"},
    {CURLE_PEER_FAILED_VERIFICATION, ErrorKind::Transport, "SDK.TlsFailure", "not trusted"},
    {CURLE_SSL_ISSUER_ERROR, ErrorKind::Transport, "SDK.TlsFailure", "not trusted"},
    {CURLE_SSL_INVALIDCERTSTATUS, ErrorKind::Transport, "SDK.TlsFailure", "not trusted"},
    {CURLE_SSL_CACERT_BADFILE, ErrorKind::Transport, "SDK.TlsFailure", "caFile"},
    {CURLE_SSL_CERTPROBLEM, ErrorKind::Transport, "SDK.TlsFailure", "could not be set up"},
    {CURLE_SSL_CIPHER, ErrorKind::Transport, "SDK.TlsFailure", "could not be set up"},
    {CURLE_SSL_ENGINE_INITFAILED, ErrorKind::Transport, "SDK.TlsFailure", "could not be set up"},
    {CURLE_SSL_ENGINE_NOTFOUND, ErrorKind::Transport, "SDK.TlsFailure", "could not be set up"},
    {CURLE_USE_SSL_FAILED, ErrorKind::Transport, "SDK.TlsFailure", "could not be set up"},
    {CURLE_URL_MALFORMAT, ErrorKind::Configuration, "SDK.EndpointResolvingError", "can't read the endpoint"},
    {CURLE_NOT_BUILT_IN, ErrorKind::Configuration, "SDK.InvalidProfile", "built without"},
    {CURLE_UNKNOWN_OPTION, ErrorKind::Configuration, "SDK.InvalidProfile", "built without"},
    {CURLE_FTP_WEIRD_PASS_REPLY, ErrorKind::Transport, "SDK.ServerUnreachable", "host:443: "},  // and all others
};

}  // namespace

TEST_CASE("Each failure of libcurl's has a code of the SDK's, and names the host") {
  for (const Expected& expected : kAll) {
    INFO(curl_easy_strerror(expected.code));
    const Error error = toError(failedWith(expected.code));
    CHECK(error.kind() == expected.kind);
    CHECK(error.code() == expected.errorCode);
    CHECK(error.message().find("host:443: ") == 0);
    CHECK(error.message().find(expected.words) != std::string::npos);
    CHECK(error.httpStatus() == 0);
  }
}

TEST_CASE("Whatever the failure, the request counts as sent once a byte of it may have left") {
  for (const Expected& expected : kAll) {
    INFO(curl_easy_strerror(expected.code));
    FailedTransfer failed = failedWith(expected.code);
    CHECK(toError(failed).delivery() == Delivery::NotSent);
    failed.anythingSent = true;
    CHECK(toError(failed).delivery() == Delivery::Unknown);
  }
}

TEST_CASE("A failure of TLS tells the TLS library's own words, or else libcurl's") {
  FailedTransfer failed = failedWith(CURLE_SSL_CONNECT_ERROR);
  CHECK(toError(failed).message() ==
        std::string("host:443: the TLS handshake failed: ") + curl_easy_strerror(failed.code));
  failed.tlsDetail = "no shared cipher";
  CHECK(toError(failed).message() == "host:443: the TLS handshake failed: no shared cipher");
}

TEST_CASE("A connection that could not be made tells the system's reason") {
  FailedTransfer failed = failedWith(CURLE_COULDNT_CONNECT);
  failed.systemError = kConnectionRefused;
  CHECK(toError(failed).message() == "host:443: could not connect (Connection refused)");
  failed.systemError = 4711;
  CHECK(contains(toError(failed).message(), "4711"));
}

TEST_CASE("A connection that is lost tells of the proxy that refused, or the answer that broke off") {
  FailedTransfer failed = failedWith(CURLE_RECV_ERROR);
  failed.proxyStatus = 407;
  CHECK(toError(failed).message() == "host:443: the proxy refused the connection with HTTP status 407");

  failed.proxyStatus = 200;  // a tunnel that stood
  failed.anythingSent = true;
  CHECK(toError(failed).message().find("the connection was lost") != std::string::npos);

  for (const CURLcode code : {CURLE_RECV_ERROR, CURLE_FTP_WEIRD_PASS_REPLY}) {
    failed.code = code;
    failed.httpStatus = 200;  // began to answer
    const Error brokenOff = toError(failed);
    CHECK(brokenOff.code() == "SDK.InvalidServerResponse");
    CHECK(brokenOff.message().find("the answer broke off") != std::string::npos);
    CHECK(brokenOff.httpStatus() == 200);
  }
}
