#include "auth/rpc_signer.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "auth/crypto.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using snsuapi::internal::ParameterList;
using snsuapi::internal::signatureOf;
using snsuapi::internal::signedForm;
using snsuapi::internal::stringToSign;

TEST_CASE("Every golden vector gives its string to sign and its signature") {
  const nlohmann::json vectors = nlohmann::json::parse(snsuapi_test::readData("rpc_signatures.json"));
  REQUIRE(vectors.size() >= 12);
  for (const auto& vector : vectors) {
    CAPTURE(vector["name"].get<std::string>());
    ParameterList parameters;
    for (const auto& [name, value] : vector["params"].items()) parameters.add(name, value.get<std::string>());
    const std::string method = vector["method"].get<std::string>();
    const auto form = signedForm(method, parameters, vector["accessKeySecret"].get<std::string>());
    REQUIRE(form);
    CHECK(stringToSign(method, *form) == vector["stringToSign"].get<std::string>());
    CHECK(signatureOf(*form) == vector["signature"].get<std::string>());
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
  const auto one = signedForm("POST", forwards, "secret");
  const auto other = signedForm("POST", backwards, "secret");
  REQUIRE(one);
  REQUIRE(other);
  CHECK(one->rfind("A=1&B=2&a=3&Signature=", 0) == 0);
  CHECK(*other == *one);
}

TEST_CASE("Names are encoded as values are, and empty values stay") {
  ParameterList parameters;
  parameters.add("b c", "");
  parameters.add("a&=", "x=y&z");
  const auto form = signedForm("GET", parameters, "secret");
  REQUIRE(form);
  CHECK(form->rfind("a%26%3D=x%3Dy%26z&b%20c=&Signature=", 0) == 0);
  CHECK(stringToSign("GET", *form) == "GET&%2F&a%2526%253D%3Dx%253Dy%2526z%26b%2520c%3D");
}

TEST_CASE("Method, secret and every parameter are part of the signature") {
  const auto sign = [](const char* method, const char* value, const char* secret) {
    ParameterList parameters;
    parameters.add("Action", value);
    return signatureOf(signedForm(method, parameters, secret).value());
  };
  const std::string signature = sign("POST", "BandPrecheck", "secret");
  CHECK(sign("POST", "BandPrecheck", "secret") == signature);
  CHECK(sign("GET", "BandPrecheck", "secret") != signature);
  CHECK(sign("POST", "BandPrechecK", "secret") != signature);
  CHECK(sign("POST", "BandPrecheck", "secret2") != signature);
}

TEST_CASE("Texts of any length are signed, and so are parameters without number, and secrets longer than a block") {
  ParameterList parameters;
  for (int i = 0; i < 100; ++i) parameters.add("name" + std::to_string(i), std::string(1000, '*'));
  parameters.add("Signature=", "a name such as the signature's");
  const std::string secret(1000, 'k');
  const auto form = signedForm("POST", parameters, secret);
  REQUIRE(form);
  const auto digest = snsuapi::internal::hmacSha1(secret + "&", stringToSign("POST", *form));
  REQUIRE(digest);
  const auto expected = snsuapi::internal::base64(*digest);
  CHECK(signatureOf(*form) == std::string(expected.begin(), expected.end()));
}
