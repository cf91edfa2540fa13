#include <doctest/doctest.h>
#include <server/http/openapi.hpp>
#include <tests/support/sample_agency.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

namespace {

const std::string golden = STAFETTE_SOURCE_DIR "/docs/openapi.json";

std::string content(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

// A change of the API shows as a diff of docs/openapi.json; STAFETTE_ACCEPT=1 writes it anew.
TEST_CASE("docs/openapi.json says what the server does") {
  SampleAgency agency;
  auto now = http::openapi(agency.site->routes());
  if (std::getenv("STAFETTE_ACCEPT")) std::ofstream(golden, std::ios::binary) << now;
  auto accepted = content(golden);
  bool same = accepted == now;
  CHECK_MESSAGE(same,
                "docs/openapi.json is out of date: run test_api with STAFETTE_ACCEPT=1 and review the difference");
}

TEST_CASE("every operation has a summary, a status and, where it answers, a schema") {
  SampleAgency agency;
  auto document = boost::json::parse(http::openapi(agency.site->routes()));
  std::set<std::string> summaries;
  for (auto& [path, item] : document.at("paths").as_object())
    for (auto& [method, operation] : item.as_object()) {
      auto what = std::string(method) + " " + std::string(path);
      CAPTURE(what);
      auto* summary = operation.as_object().if_contains("summary");
      REQUIRE(summary);
      CHECK(summaries.insert(std::string(summary->as_string())).second);
      auto& answers = operation.at("responses").as_object();
      CHECK(answers.contains("default"));
      bool reads = method == "get";
      bool redirects = answers.contains("302");
      CHECK(answers.contains(redirects                 ? "302"
                             : reads                   ? "200"
                             : answers.contains("201") ? "201"
                             : answers.contains("204") ? "204"
                                                       : "200"));
      if (answers.contains("200")) CHECK(answers.at("200").as_object().contains("content"));
      if (answers.contains("204")) CHECK_FALSE(answers.at("204").as_object().contains("content"));
    }
}

// nobody looks up what somebody did, read or wrote. Whatever is asked about a person is listed here, and
// tells where they belong, how they sign in and what they may do.
TEST_CASE("what can be asked about a person is reviewed") {
  SampleAgency agency;
  auto document = boost::json::parse(http::openapi(agency.site->routes()));
  std::set<std::string> asked;
  for (auto& [path, item] : document.at("paths").as_object())
    for (auto& [method, operation] : item.as_object()) {
      auto* parameters = operation.as_object().if_contains("parameters");
      if (method != "get" || !parameters) continue;
      for (auto& parameter : parameters->as_array()) {
        auto name = std::string(parameter.at("name").as_string());
        bool person = name == "person" || name == "author" || name == "actor" || name == "owner" || name == "name";
        if (person) asked.insert(std::string(path) + " " + name);
      }
    }
  CHECK(asked == std::set<std::string>{"/api/contacts/{person} person", "/api/pages/{page}/access/{person} person",
                                       "/api/people/{person}/roles person",
                                       "/api/spaces/{slug}/access/{person} person"});
}
