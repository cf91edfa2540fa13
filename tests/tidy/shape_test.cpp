#include <tests/tidy/support/expect.hpp>
#include <tests/tidy/support/rules.hpp>

using tidy::expect;

namespace {

std::string repeated(const std::string& line, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += line;
  return out;
}

std::string function_of(int lines) { return "int f(int a) {\n" + repeated("  ++a;\n", lines - 2) + "}\n"; }

}  // namespace

TEST_CASE("columns and lines") {
  const std::string wide(120, 'x');
  expect(tidy::shape, {
    {"120 columns",          "base/a.cpp",    wide + "\n", ""},
    {"121 columns",          "base/a.cpp",    wide + "x\n", "120 columns"},
    {"120 umlauts",          "base/a.cpp",    repeated("ä", 120) + "\n", ""},
    {"long line in a text",  "docs/a.md",     wide + wide + "\n", ""},
    {"long line of the client", "web/app/a.ts", wide + wide + "\n", ""},
    {"long row of a test",   "tests/a_test.cpp", wide + "x\n", ""},
    {"500 lines",            "web/app/a.ts",  repeated("a\n", 500), ""},
    {"501 lines",            "web/app/a.ts",  repeated("a\n", 501), "split the file"},
    {"generated",            "storage/schema.sql", repeated("a\n", 501), ""},
    {"blank at the end",     "base/a.cpp",    "int a; \n", "no blanks"},
    {"carriage return",      "base/a.cpp",    "int a;\r\n", "no blanks"},
  });
}

TEST_CASE("functions") {
  expect(tidy::function_lengths, {
    {"70 lines",               "base/a.cpp", function_of(70), ""},
    {"71 lines",               "base/a.cpp", function_of(71), "71 lines"},
    {"a long class",           "base/a.cpp", "struct A {\n" + repeated("  int f() { return 1; }\n", 80) + "};\n", ""},
    {"a method",               "base/a.cpp", "struct A {\n" + function_of(71) + "};\n", "71 lines"},
    {"a long namespace",       "base/a.cpp", "namespace a {\n" + repeated("int b;\n", 80) + "}\n", ""},
    {"a long table",           "base/a.cpp", "const int a[] = {\n" + repeated("  1,\n", 80) + "};\n", ""},
    {"braces in a literal",    "base/a.cpp", "int f() {\n  g(\"{\");\n}\n" + function_of(60), ""},
    {"a test",                 "tests/base/a_test.cpp", function_of(71), ""},
  });
}

TEST_CASE("size") {
  expect(tidy::size, {
    {"a megabyte",  "docs/a.png", std::string(1024 * 1024, 'x'), ""},
    {"one more",    "docs/a.png", std::string(1024 * 1024 + 1, 'x'), "over 1 MiB"},
  });
}
