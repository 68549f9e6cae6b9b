#include <snsuapi/model/band_offer.hpp>
#include <snsuapi/model/direction.hpp>
#include <string>

#include "support/catch.hpp"

using snsuapi::BandOffer;
using snsuapi::Direction;

TEST_CASE("The wire's two directions are values, any other text is kept as it came") {
  CHECK(Direction("UP") == Direction(Direction::Up));
  CHECK(Direction("DOWN") == Direction(Direction::Down));
  CHECK(Direction("UP").value() == Direction::Up);
  CHECK(Direction(Direction::Down).text() == "DOWN");
  for (const char* text : {"up", "Both", "", "上行"}) {
    const Direction other{std::string(text)};
    CHECK(other.value() == Direction::Other);
    CHECK(other.text() == text);
    CHECK(other != Direction(Direction::Up));
    CHECK(other == Direction(text));
  }
  CHECK(Direction("a") != Direction("b"));
}

TEST_CASE("An offer is monthly from a duration of 9999 on") {
  CHECK_FALSE(BandOffer(1, 100, 9998, Direction::Down).isMonthly());
  CHECK(BandOffer(1, 100, 9999, Direction::Down).isMonthly());
  CHECK(BandOffer(1, 100, 99999, Direction::Down).isMonthly());
}
