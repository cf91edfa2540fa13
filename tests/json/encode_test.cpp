#include <server/json/encode.hpp>
#include <tests/json/sample.hpp>

#include <doctest/doctest.h>

#include <limits>

using namespace std::string_literals;

namespace {

struct Framed {
  json::RawJson page;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(Framed, (), (page, note))

struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

}  // namespace

TEST_CASE("texts are escaped as RFC 8259 demands and otherwise left alone") {
  struct Case { std::string text; const char* expected; };
  for (auto& c : std::vector<Case>{
    {"",                 R"("")"},
    {"Straße €",         R"("Straße €")"},
    {"\"\\/",            R"("\"\\/")"},
    {"\b\f\n\r\t",       R"("\b\f\n\r\t")"},
    {"\x01\x1f"s,        R"("\u0001\u001f")"},
    {"a\0b"s,            R"("a\u0000b")"},
    {"</script>",        R"("</script>")"},
  }) {
    CHECK(json::encode(c.text) == c.expected);
  }
}

TEST_CASE("every kind of value has one form") {
  CHECK(json::encode(Id<int>{9007199254740993}) == R"("9007199254740993")");
  CHECK(json::encode(std::optional<int>()) == "null");
  CHECK(json::encode(std::numeric_limits<std::uint64_t>::max()) == "18446744073709551615");
  CHECK(json::encode(0.1) == "0.1");
  CHECK(json::encode(std::numeric_limits<double>::infinity()) == "null");
  CHECK(json::encode(Time{1'795'355'100'250}) == R"("2026-11-22T13:45:00.250Z")");
  CHECK(json::encode(std::vector<bool>{true, false}) == "[true,false]");
  CHECK(json::encode(std::map<std::string, int>{{"a\"", 1}, {"b", 2}}) == R"({"a\"":1,"b":2})");
  CHECK(json::encode(Nothing{}) == "{}");
  CHECK(json::encode(std::vector<Nothing>{}) == "[]");
}

TEST_CASE("a prepared fragment is sent as it is") {
  CHECK(json::encode(Framed{{R"({"html":"<p>"})"}, "x"}) == R"({"page":{"html":"<p>"},"note":"x"})");
}
