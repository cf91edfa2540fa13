#include <tests/tidy/support/expect.hpp>
#include <tests/tidy/support/rules.hpp>

using tidy::expect;

TEST_CASE("include style") {
  expect(tidy::includes, {
    {"from the root",  "base/a.cpp", "#include <base/a.hpp>\n", ""},
    {"quoted",         "base/a.cpp", "#include \"a.hpp\"\n", "from the repository root"},
    {"upwards",        "base/a.cpp", "#include <../a.hpp>\n", "from the repository root"},
  });
}

TEST_CASE("form of a header") {
  expect(tidy::header_form, {
    {"good",             "base/a.hpp", "// Things.\n#pragma once\n", ""},
    {"no guard",         "base/a.hpp", "// Things.\nint a();\n", "#pragma once"},
    {"no head",          "base/a.hpp", "#pragma once\n", "begin with //"},
    {"four lines",       "base/a.hpp", "// 1\n// 2\n// 3\n// 4\n#pragma once\n", "three lines"},
    {"a body",           "base/a.cpp", "int a;\n", ""},
  });
}

TEST_CASE("headers that nobody includes") {
  const auto unreferenced = [](const std::string& user) {
    const tidy::Source body{"base/a.cpp", "#include <base/a.hpp>\n"};
    return tidy::unreferenced_headers({{"base/a.hpp", ""}, body, {"auth/b.cpp", user}});
  };
  CHECK(unreferenced("#include <base/a.hpp>\n").empty());
  REQUIRE(unreferenced("int b;\n").size() == 1);
  CHECK(unreferenced("int b;\n").front().path == "base/a.hpp");
}
