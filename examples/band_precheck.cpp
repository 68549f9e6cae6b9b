// The service guide's Java sample (section 4.1), ported line by line: asks whether a line can be accelerated.
//
//     band_precheck [IP PORT]
//
// The key comes from ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET. SNSUAPI_ENDPOINT, where it is
// set, goes before the product's own domain: give it the sandbox's address to try this without an account.

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <snsuapi/snsuapi.hpp>
#include <string>

using namespace snsuapi;

namespace {

std::string fromEnvironment(const char* name, const std::string& otherwise = {}) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : otherwise;
}

// The product's name: leave it as it is.
const std::string product = "Snsuapi";
// The product's domain: leave it as it is.
const std::string domain = fromEnvironment("SNSUAPI_ENDPOINT", "snsuapi.aliyuncs.com");

// Your own access key. It stays out of the source.
const std::string accessKeyId = fromEnvironment("ALIBABA_CLOUD_ACCESS_KEY_ID");
const std::string accessKeySecret = fromEnvironment("ALIBABA_CLOUD_ACCESS_KEY_SECRET");

std::optional<BandPrecheckResponse> bandPreCheck(const std::string& ipAddress, int port) {
  // The timeouts are yours to adjust.
  HttpOptions http;
  http.connectTimeout = std::chrono::seconds(10);
  http.readTimeout = std::chrono::seconds(10);

  try {
    // Set the client up. There is one region.
    ClientProfile profile = DefaultProfile::getProfile("cn-hangzhou", accessKeyId, accessKeySecret);
    DefaultProfile::addEndpoint("cn-hangzhou", "cn-hangzhou", product, domain);
    profile.http = http;
    const DefaultAcsClient acsClient(profile);

    // Fill in the request.
    BandPrecheckRequest request;
    request.setIpAddress(ipAddress);
    request.setPort(port);

    // No retry by the client: when a call fails, the caller decides.
    const BandPrecheckResponse response = acsClient.getAcsResponse(request, false, 0);

    // A response always means OK; every other code of the service is an exception.
    const BandPrecheckResponse::ResultModule& resultModule = response.getResultModule();
    // The line's id, which the other calls take.
    std::cout << "BandId: " << resultModule.getBandId() << '\n';
    // The line's present rate downwards, in Mbps.
    std::cout << "DownloadBandwidth: " << resultModule.getDownloadBandwidth() << " Mbps\n";
    // The line's present rate upwards, in Mbps.
    std::cout << "UploadBandwidth: " << resultModule.getUploadBandwidth() << " Mbps\n";

    // The offers that can be ordered for this line. An empty list means that none fits it at present.
    for (const BandOffer& item : resultModule.getBandOfferList()) {
      std::cout << "Offer " << item.getOfferId() << ": " << item.getBandwidth() << " Mbps "
                << item.getDirection().text()                       // UP or DOWN
                << ", duration " << item.getDuration()              // 9999 and above: a monthly pack
                << (item.isMonthly() ? " (monthly)" : "") << '\n';  // which isMonthly() tells
    }
    return response;
  } catch (const ClientException& e) {
    // Every failure of a call arrives here: catch it.
    std::cerr << e.what() << '\n';

    // Do here what your business asks for: try again, or pass the exception on.
  }
  return std::nullopt;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string ipAddress = argc > 1 ? argv[1] : "203.0.113.7";
  const int port = argc > 2 ? std::atoi(argv[2]) : 50123;
  return bandPreCheck(ipAddress, port) ? EXIT_SUCCESS : EXIT_FAILURE;
}
