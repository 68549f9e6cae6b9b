#include <nlohmann/json.hpp>
#include <string>

#include "gateway/rpc_signature.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace snsuapi::sandbox;

TEST_CASE("The sandbox's own implementation of the signature meets the golden vectors") {
  const nlohmann::json vectors = nlohmann::json::parse(snsuapi_test::readData("rpc_signatures.json"));
  REQUIRE(vectors.size() >= 12);
  for (const auto& vector : vectors) {
    CAPTURE(vector["name"].get<std::string>());
    const Parameters parameters = vector["params"].get<Parameters>();
    const std::string toSign = stringToSign(vector["method"].get<std::string>(), parameters);
    CHECK(toSign == vector["stringToSign"].get<std::string>());
    CHECK(signatureOf(toSign, vector["accessKeySecret"].get<std::string>()) == vector["signature"].get<std::string>());
  }
}
