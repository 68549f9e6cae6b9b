#include "auth/rpc_signer.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "support/catch.hpp"
#include "support/test_data.hpp"

using snsuapi::internal::ParameterList;
using snsuapi::internal::RpcSigner;

TEST_CASE("Every golden vector gives its string to sign and its signature") {
  const nlohmann::json vectors = nlohmann::json::parse(snsuapi_test::readData("rpc_signatures.json"));
  REQUIRE(vectors.size() >= 12);
  const RpcSigner signer;
  for (const auto& vector : vectors) {
    CAPTURE(vector["name"].get<std::string>());
    ParameterList parameters;
    for (const auto& [name, value] : vector["params"].items()) parameters.add(name, value.get<std::string>());
    const auto signature =
        signer.sign(vector["method"].get<std::string>(), parameters, vector["accessKeySecret"].get<std::string>());
    REQUIRE(signature);
    CHECK(signature->stringToSign == vector["stringToSign"].get<std::string>());
    CHECK(signature->signature == vector["signature"].get<std::string>());
  }
}

TEST_CASE("The order in which parameters were added does not change the signature") {
  ParameterList forwards;
  forwards.add("A", "1");
  forwards.add("B", "2");
  forwards.add("a", "3");
  ParameterList backwards;
  backwards.add("a", "3");
  backwards.add("B", "2");
  backwards.add("A", "1");
  const auto one = RpcSigner().sign("POST", forwards, "secret");
  const auto other = RpcSigner().sign("POST", backwards, "secret");
  REQUIRE(one);
  REQUIRE(other);
  CHECK(one->canonicalQuery == "A=1&B=2&a=3");
  CHECK(other->canonicalQuery == one->canonicalQuery);
  CHECK(other->signature == one->signature);
}

TEST_CASE("Names are encoded as values are, and empty values stay") {
  ParameterList parameters;
  parameters.add("b c", "");
  parameters.add("a&=", "x=y&z");
  const auto signature = RpcSigner().sign("GET", parameters, "secret");
  REQUIRE(signature);
  CHECK(signature->canonicalQuery == "a%26%3D=x%3Dy%26z&b%20c=");
  CHECK(signature->stringToSign == "GET&%2F&a%2526%253D%3Dx%253Dy%2526z%26b%2520c%3D");
}

TEST_CASE("Method, secret and every parameter are part of the signature") {
  const auto sign = [](const char* method, const char* value, const char* secret) {
    ParameterList parameters;
    parameters.add("Action", value);
    return RpcSigner().sign(method, parameters, secret).value().signature;
  };
  const std::string signature = sign("POST", "BandPrecheck", "secret");
  CHECK(sign("POST", "BandPrecheck", "secret") == signature);
  CHECK(sign("GET", "BandPrecheck", "secret") != signature);
  CHECK(sign("POST", "BandPrechecK", "secret") != signature);
  CHECK(sign("POST", "BandPrecheck", "secret2") != signature);
}
