// Samples for the tidy rules: a text as if it lay at a path, and whether the rule finds something in it.
#pragma once
#include <doctest/doctest.h>
#include <tests/tidy/support/source.hpp>

#include <string>
#include <vector>

namespace tidy {

struct Sample {
  std::string what;
  std::string path;
  std::string text;
  std::string finding;  // part of the message; empty if the sample is clean
};

template <class Rule>
void expect(Rule rule, const std::vector<Sample>& samples) {
  for (const auto& sample : samples) {
    CAPTURE(sample.what);
    const Findings findings = rule(Source{sample.path, sample.text});
    if (sample.finding.empty()) {
      CHECK_MESSAGE(findings.empty(), (findings.empty() ? "" : findings.front().message));
      continue;
    }
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().path == sample.path);
    CHECK_MESSAGE(findings.front().message.find(sample.finding) != std::string::npos, findings.front().message);
  }
}

}  // namespace tidy
