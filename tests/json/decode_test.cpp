#include <base/failure.hpp>
#include <server/json/decode.hpp>
#include <server/json/encode.hpp>
#include <tests/json/sample.hpp>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <chrono>
#include <functional>

using namespace std::string_literals;

namespace {

const char everything[] =
    R"({"title":"Straße","flag":true,"small":255,"large":-9223372036854775808,"id":"17","colour":"green",)"
    R"("at":"2026-11-22T13:45:00.250Z","day":"2027-01-31","remark":"a\"\\\n","nickname":null,"point":{"x":1,"y":2.5},)"
    R"("points":[{"x":-1,"y":0}],"counts":{"a":1,"b/~":2},"tags":["x"]})";

// The refusal as "key: field=key field=key …", or "accepted".
std::string outcome(const std::function<void()>& read) {
  try {
    read();
    return "accepted";
  } catch (const Failure& failure) {
    std::string out = failure.key() + ":";
    for (auto& error : failure.errors()) out += " " + error.field + "=" + error.key;
    return out;
  }
}

template <class T>
std::string outcome_of(std::string_view body) {
  return outcome([&] { json::decode<T>(body); });
}

// `everything` with the value of one member replaced, or the member removed if `value` is empty.
std::string with(std::string_view member, std::string_view value) {
  std::string name = fmt::format("\"{}\":", member), body = everything;
  auto begin = body.find(name), end = begin + name.size();
  for (int depth = 0; depth > 0 || (body[end] != ',' && body[end] != '}'); ++end) {
    if (body[end] == '{' || body[end] == '[') ++depth;
    if (body[end] == '}' || body[end] == ']') --depth;
  }
  if (value.empty()) return body.substr(0, begin) + body.substr(body[end] == ',' ? end + 1 : end);
  return body.substr(0, begin) + name + std::string(value) + body.substr(end);
}

}  // namespace

TEST_CASE("a described struct survives decoding and encoding") {
  auto value = json::decode<sample::Everything>(everything);
  CHECK(value.title.str() == "Straße");
  CHECK(value.large == std::numeric_limits<std::int64_t>::min());
  CHECK(value.id == Id<sample::Leaf>{17});
  CHECK(value.colour == sample::Colour::green);
  CHECK(value.day == Date{2027, 1, 31});
  CHECK_FALSE(value.nickname);
  CHECK(value.point->y == 2.5);
  CHECK(value.counts.at("b/~") == 2);
  CHECK(json::encode(value) == everything);
}

TEST_CASE("one wrong member is named with its place and what is wrong") {
  struct Case { const char* member; std::string value; const char* expected; };
  for (auto& c : std::vector<Case>{
    {"title", "",                          "invalid_input: /title=required"},
    {"title", "null",                      "invalid_input: /title=wrong_type"},
    {"title", "7",                         "invalid_input: /title=wrong_type"},
    {"title", R"("123456789012345678901")", "invalid_input: /title=too_long"},
    {"title", R"("a\u202eb")",             "invalid_input: /title=wrong_characters"},
    {"title", R"("a\u0000b")",             "invalid_input: /title=wrong_characters"},
    {"flag",  "1",                         "invalid_input: /flag=wrong_type"},
    {"flag",  R"("true")",                 "invalid_input: /flag=wrong_type"},
    {"small", "256",                       "invalid_input: /small=out_of_range"},
    {"small", "-1",                        "invalid_input: /small=out_of_range"},
    {"small", "1.5",                       "invalid_input: /small=wrong_type"},
    {"small", R"("1")",                    "invalid_input: /small=wrong_type"},
    {"small", "1e300",                     "invalid_input: /small=out_of_range"},
    {"large", "9223372036854775808",       "invalid_input: /large=out_of_range"},
    {"large", std::string(400, '9'),       "invalid_input: /large=out_of_range"},
    {"id",    "17",                        "accepted"},
    {"id",    "0",                         "invalid_input: /id=out_of_range"},
    {"id",    "-3",                        "invalid_input: /id=out_of_range"},
    {"id",    R"("0")",                    "invalid_input: /id=wrong_value"},
    {"id",    R"("017")",                  "invalid_input: /id=wrong_value"},
    {"id",    R"("9223372036854775808")",  "invalid_input: /id=wrong_value"},
    {"id",    "null",                      "invalid_input: /id=wrong_type"},
    {"colour", R"("blue")",                "invalid_input: /colour=wrong_value"},
    {"colour", R"("red\u0000")",           "invalid_input: /colour=wrong_value"},
    {"colour", "1",                        "invalid_input: /colour=wrong_type"},
    {"at",    R"("2026-11-22")",           "invalid_input: /at=malformed_time"},
    {"at",    R"("2026-11-22T14:45:00+01:00")", "accepted"},
    {"day",   R"("2027-02-29")",           "invalid_input: /day=malformed_date"},
    {"remark", "\"" + std::string(51, 'x') + "\"", "invalid_input: /remark=too_long"},
    {"nickname", "",                       "accepted"},
    {"nickname", "null",                   "accepted"},
    {"nickname", "[]",                     "invalid_input: /nickname=wrong_type"},
    {"point", "[]",                        "invalid_input: /point=wrong_type"},
    {"point", R"({"x":1})",                "invalid_input: /point/y=required"},
    {"point", R"({"x":1,"y":1e400})",      "invalid_input: /point/y=out_of_range"},
    {"points", "{}",                       "invalid_input: /points=wrong_type"},
    {"points", R"([{"x":1,"y":2},{"x":1,"y":"2"}])", "invalid_input: /points/1/y=wrong_type"},
    {"counts", R"({"a":1,"a":2})",         "invalid_input: /counts/a=duplicate_member"},
    {"counts", R"({"b/~":"x"})",           "invalid_input: /counts/b~1~0=wrong_type"},
    {"tags",  R"(["a","b","c","d"])",      "invalid_input: /tags=too_many_items"},
    {"tags",  R"(["a",null])",             "invalid_input: /tags/1=wrong_type"},
  }) {
    CAPTURE(c.member);
    CAPTURE(c.value);
    CHECK(outcome_of<sample::Everything>(with(c.member, c.value)) == c.expected);
  }
}

TEST_CASE("all faults of one input are reported together") {
  CHECK(outcome_of<sample::Everything>(
            R"({"flag":1,"small":-1,"small":2,"more":[{}],"colour":"blue","points":[{"z":0}],"more":1,"day":"x"})") ==
        "invalid_input: /flag=wrong_type /small=out_of_range /small=duplicate_member /more=unknown_member "
        "/colour=wrong_value /points/0/z=unknown_member /points/0/x=required /points/0/y=required "
        "/more=unknown_member /day=malformed_date /title=required /large=required /id=required /at=required "
        "/remark=required /counts=required /tags=required");
}

TEST_CASE("what is not JSON is refused as a whole") {
  std::string deep_allowed = std::string(32, '[') + std::string(32, ']');
  struct Case { const char* what; std::string body; const char* expected; };
  for (auto& c : std::vector<Case>{
    {"empty",                "",                              "malformed_json:"},
    {"only space",           " \n",                           "malformed_json:"},
    {"unfinished",           R"({"x":1,"y":2)",               "malformed_json:"},
    {"trailing comma",       R"({"x":1,"y":2,})",             "malformed_json:"},
    {"comment",              R"({"x":1,"y":2}/**/)",          "malformed_json:"},
    {"second value",         R"({"x":1,"y":2}{})",            "malformed_json:"},
    {"trailing word",        R"({"x":1,"y":2} x)",            "malformed_json:"},
    {"trailing space",       "{\"x\":1,\"y\":2} \r\n\t",      "accepted"},
    {"single quotes",        "{'x':1}",                       "malformed_json:"},
    {"not a number",         R"({"x":NaN,"y":2})",            "malformed_json:"},
    {"leading zero",         R"({"x":01,"y":2})",             "malformed_json:"},
    {"byte order mark",      "\xEF\xBB\xBF{\"x\":1,\"y\":2}", "malformed_json:"},
    {"NUL inside",           "{\"x\":1,\0\"y\":2}"s,          "malformed_json:"},
    {"NUL behind",           "{\"x\":1,\"y\":2}\0"s,          "malformed_json:"},
    {"raw control",          "{\"\x01\":1}",                  "malformed_json:"},
    {"invalid UTF-8",        "{\"\xC3(\":1}",                 "malformed_json:"},
    {"overlong UTF-8",       "{\"\xC0\xAF\":1}",              "malformed_json:"},
    {"UTF-8 surrogate",      "{\"\xED\xA0\x80\":1}",          "malformed_json:"},
    {"lone high surrogate",  R"({"\ud800":1})",               "malformed_json:"},
    {"lone low surrogate",   R"({"\udc00":1})",               "malformed_json:"},
    {"UTF-16",               "\xFF\xFE{\0}\0"s,               "malformed_json:"},
    {"endless exponent",     R"({"x":1e99999999999,"y":2})",  "malformed_json:"},
    {"top level array",      "[]",                            "invalid_input: =wrong_type"},
    {"top level string",     "\"x\"",                         "invalid_input: =wrong_type"},
    {"null",                 "null",                          "invalid_input: =wrong_type"},
    {"depth 32",             deep_allowed,                    "invalid_input: =wrong_type"},
    {"depth 33",             "[" + deep_allowed + "]",        "too_deep:"},
  }) {
    CAPTURE(c.what);
    CHECK(outcome_of<sample::Point>(c.body) == c.expected);
  }
}

TEST_CASE("a list may be the whole body and has a limit") {
  CHECK(json::decode<std::vector<sample::Point>>(R"([{"x":1,"y":2}])").size() == 1);
  CHECK(outcome_of<std::vector<sample::Point>>("{}") == "invalid_input: =wrong_type");
  std::string many = "[0";
  for (int i = 0; i < 10'000; ++i) many += ",0";
  CHECK(outcome_of<std::vector<std::int32_t>>(many + "]") == "invalid_input: =too_many_items");
}

TEST_CASE("a page text stays as it is, up to the size of a page") {
  CHECK(json::decode<std::vector<std::string>>(R"(["a\r\nu\u0308 "])").at(0) == "a\r\nu\u0308 ");
  auto body = [](std::size_t size) { return "[\"" + std::string(size, 'x') + "\"]"; };
  CHECK(outcome_of<std::vector<std::string>>(body(4 << 20)) == "accepted");
  CHECK(outcome_of<std::vector<std::string>>(body((4 << 20) + 1)) == "invalid_input: /0=too_long");
}

TEST_CASE("hostile input is refused in bounded time and with a bounded answer") {
  auto repeated = [](std::string_view piece) {
    std::string out;
    while (out.size() < 10'000'000) out += piece;
    return out;
  };
  struct Case { const char* what; std::string body; const char* key; std::size_t errors; };
  for (auto& c : std::vector<Case>{
    {"brackets",       repeated("["),                                             "too_deep",       0},
    {"braces",         repeated("{\"a\":"),                                       "too_deep",       0},
    {"empty lists",    "[" + repeated("[],") + "[]]",                             "too_many_items", 0},
    {"one long key",   "{\"" + repeated("é") + "\":1}",                           "invalid_input",  3},
    {"one long value", "{\"x\":\"" + repeated("x") + "\",\"y\":0}",               "invalid_input",  1},
    {"one long digit", "{\"x\":" + repeated("9") + ",\"y\":0}",                   "invalid_input",  1},
    {"escapes",        "{\"" + repeated("\\u00e9") + "\":1}",                     "invalid_input",  3},
    {"same member",    "{" + repeated("\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\":0,") + "\"x\":0}",
                                                                                  "invalid_input",  100},
  }) {
    CAPTURE(c.what);
    auto start = std::chrono::steady_clock::now();
    try {
      json::decode<sample::Point>(c.body);
      FAIL("accepted");
    } catch (const Failure& failure) {
      CHECK(failure.key() == c.key);
      CHECK(failure.errors().size() == c.errors);
      for (auto& error : failure.errors()) CHECK(error.field.size() <= 101);
    }
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::milliseconds(500));
  }
}
