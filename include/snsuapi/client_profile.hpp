#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <snsuapi/auth/credentials_provider.hpp>
#include <snsuapi/auth/signer.hpp>
#include <snsuapi/event_loop.hpp>
#include <snsuapi/http/curl_transport.hpp>
#include <snsuapi/logging.hpp>
#include <snsuapi/outcome.hpp>
#include <string>

namespace snsuapi {

/// How requests travel. Both are signed in the same way; with Get the whole request, its signature included, stands in
/// the URL, where proxies and servers log it.
enum class HttpMethod { Post, Get };

namespace internal {
class NonceSource;
}  // namespace internal

/// What a client takes from its surroundings; override what shall come from elsewhere. Each function is called by any
/// number of threads at once, and must not throw.
class SNSUAPI_API Environment {
 public:
  Environment();
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;
  virtual ~Environment();

  /// The time that requests are stamped with: the system's clock.
  virtual std::chrono::system_clock::time_point now();
  /// A text that no other request of this key ever bore: a random UUID from the system's generator. Empty when
  /// there is none, which fails the call.
  virtual std::string nonce();
  /// Waits between two attempts of a call that is not asynchronous: sleeps.
  virtual void wait(std::chrono::milliseconds time);

 private:
  const std::unique_ptr<internal::NonceSource> nonces_;
};

/// Whose time requests are stamped with when the service has refused a timestamp, which it does when this device's
/// clock is more than 15 minutes off. What is learned from its answer counts from the next attempt on, for the client.
enum class TimeSource {
  ServerOverHttps,  ///< The server's, when its answer came over https, so that nobody else can have written it.
  ServerOverAny,    ///< The server's, over http, too: whoever is on the way can then make requests of another day.
  ThisDevice        ///< This device's, always.
};

/// How a client makes its asynchronous calls.
struct AsyncOptions {
  /// The most connections to one endpoint; further calls wait for theirs in order, within their total timeouts. At
  /// least 1.
  std::size_t maxConnectionsPerHost = 256;
  /// True: callbacks wait until AcsClient::poll() is called, and run there: for game loops and UI threads. False: they
  /// run on the SDK's thread, or on that of the event loop.
  bool pollForCallbacks = false;
  /// The program's own loop, which then drives the calls; it must outlive the client. Null: a thread of the SDK's,
  /// started by the first asynchronous call.
  std::shared_ptr<EventLoop> eventLoop;
};

/// All that a client needs to know: a plain value, set it up and hand it to AcsClient, which keeps a copy.
struct ClientProfile {
  /// Letters, digits, `-` and `_`; empty: no RegionId is sent.
  std::string regionId;
  /// Where the key comes from; null is `SDK.CredentialsUnavailable` at the first call.
  std::shared_ptr<CredentialsProvider> credentials;
  /// Who signs instead of the client, whose key is used then; null: the client signs with the credentials.
  std::shared_ptr<DelegatedSigner> signer;
  /// `[http://|https://]host[:port]`; https unless it says otherwise. Empty: DefaultProfile::addEndpoint's for the
  /// region, else `https://snsuapi.aliyuncs.com`. What addEndpoint set for the region goes before this.
  std::string endpoint;
  HttpMethod method = HttpMethod::Post;
  TimeSource timeSource = TimeSource::ServerOverHttps;
  HttpOptions http;
  AsyncOptions async;
  /// Appended to the User-Agent, such as `launcher/3.2`; UTF-8 without control characters.
  std::string userAgent;
  /// Who is told how each attempt went, such as a LogObserver; null: nobody.
  std::shared_ptr<CallObserver> observer;
  /// Null: an Environment of the client's own.
  std::shared_ptr<Environment> environment;
};

/// The Java SDK's way to a profile, and the process-wide table of endpoints. Every function may be called by any
/// thread.
class SNSUAPI_API DefaultProfile {
 public:
  DefaultProfile() = delete;

  /// A profile with a fixed key.
  static ClientProfile getProfile(std::string regionId, std::string accessKeyId, std::string accessKeySecret,
                                  std::string securityToken = {});
  /// A profile whose key comes from the environment (EnvironmentCredentialsProvider).
  static ClientProfile getProfile(std::string regionId);

  /// Sets, for the whole process, the endpoint of a product in a region; both compare without regard to case. Counts at
  /// once, for clients that are already there, too.
  /// @param regionId the profile's; the service has one region, `cn-hangzhou`
  /// @param product  `Snsuapi`; what is set for another product has no effect on this SDK
  /// @param domain `[http://|https://]host[:port]`
  /// @return SDK.InvalidParameter for a region that is not letters, digits, `-` and `_`; SDK.EndpointResolvingError for
  ///         a domain that can't be read. Nothing is set then.
  static Outcome<void> tryAddEndpoint(const std::string& regionId, const std::string& product,
                                      const std::string& domain);

#if SNSUAPI_EXCEPTIONS
  /// tryAddEndpoint that throws its error.
  static void addEndpoint(const std::string& regionId, const std::string& product, const std::string& domain) {
    tryAddEndpoint(regionId, product, domain).value();
  }
  /// The older form, which the guide's sample calls; its first argument is ignored, as in Java.
  static void addEndpoint(const std::string& /*endpointName*/, const std::string& regionId, const std::string& product,
                          const std::string& domain) {
    addEndpoint(regionId, product, domain);
  }
#endif
};

}  // namespace snsuapi
