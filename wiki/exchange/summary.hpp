// What an import or export tells whoever started it: how far it is, and at the end what it did and what was odd. A
// single file that cannot be taken never stops the whole; it becomes a problem with the file's name.
#pragma once
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace wiki {

BOOST_DEFINE_ENUM_CLASS(ExchangePhase, placing, texts, attachments, exporting)

struct Progress {
  ExchangePhase phase;
  std::uint64_t done, total;
};
// Called from one thread at a time, often; must not throw.
using ReportProgress = std::function<void(const Progress&)>;

struct ExchangeProblem {
  std::string file;
  std::string key;     // for the text catalogues, "problem.<key>"
  std::string detail;  // what it is about, such as a destination; may be empty
};
BOOST_DESCRIBE_STRUCT(ExchangeProblem, (), (file, key, detail))

inline constexpr std::size_t problems_kept_max = 1000;

struct ImportSummary {
  std::uint64_t files = 0, created = 0, updated = 0, unchanged = 0, containers = 0, attachments = 0,
                links_rewritten = 0;
  std::uint64_t problems_total = 0;
  std::vector<ExchangeProblem> problems;  // the first ones, by file

  void add(ExchangeProblem problem) {
    ++problems_total;
    if (problems.size() < problems_kept_max) problems.push_back(std::move(problem));
  }
};
BOOST_DESCRIBE_STRUCT(ImportSummary, (),
                      (files, created, updated, unchanged, containers, attachments, links_rewritten, problems_total,
                       problems))

struct ExportSummary {
  std::uint64_t files = 0, attachments = 0;
  std::uint64_t replaced = 0;   // files of that name with another content, pages and attachments alike
  std::uint64_t unchanged = 0;  // were there already with this content
  std::uint64_t foreign = 0;    // other files in the folder, left alone
  std::uint64_t problems_total = 0;
  std::vector<ExchangeProblem> problems;

  void add(ExchangeProblem problem) {
    ++problems_total;
    if (problems.size() < problems_kept_max) problems.push_back(std::move(problem));
  }
};
BOOST_DESCRIBE_STRUCT(ExportSummary, (), (files, attachments, replaced, unchanged, foreign, problems_total, problems))

}  // namespace wiki
