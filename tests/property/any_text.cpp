#include "property/any_text.hpp"

#include <vector>

namespace snsuapi_test {

namespace {

rc::Gen<std::string> joined(rc::Gen<std::string> piece) {
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(std::move(piece)),
                      [](const std::vector<std::string>& pieces) {
                        std::string text;
                        for (const std::string& one : pieces) text += one;
                        return text;
                      });
}

rc::Gen<std::string> byteBetween(int first, int last) {
  return rc::gen::map(rc::gen::inRange(first, last + 1),
                      [](int byte) { return std::string(1, static_cast<char>(byte)); });
}

rc::Gen<std::string> letter() { return byteBetween('a', 'z'); }

rc::Gen<std::string> reserved() {
  return rc::gen::map(rc::gen::elementOf(std::string(" !\"#$%&'()*+,/:;<=>?@[\\]^`{|}~-_.")),
                      [](char c) { return std::string(1, c); });
}

rc::Gen<std::string> wide() {
  return rc::gen::elementOf(std::vector<std::string>{"中", "国", "\u00E9", "\u07FF", "\u0800", "\uFFFD", "\U0001F600",
                                                     "\U0010FFFF", "\uD7FF", "\uE000"});
}

}  // namespace

rc::Gen<std::string> anyText() { return joined(rc::gen::oneOf(byteBetween(0, 255), letter(), reserved(), wide())); }

rc::Gen<std::string> anyUtf8() { return joined(rc::gen::oneOf(byteBetween(0, 127), letter(), reserved(), wide())); }

rc::Gen<std::string> anyKeyText() {
  return rc::gen::nonEmpty(rc::gen::container<std::string>(
      rc::gen::map(rc::gen::inRange(0x21, 0x7F), [](int c) { return static_cast<char>(c); })));
}

}  // namespace snsuapi_test
