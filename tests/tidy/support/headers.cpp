#include <tests/tidy/support/rules.hpp>

#include <algorithm>

namespace tidy {
namespace {

constexpr int head_comment_lines_max = 3;

}  // namespace

Findings includes(const Source& source) {
  Findings findings;
  if (!is_cpp(source)) return findings;
  int number = 0;
  for (auto line : lines(source.text)) {
    ++number;
    if (line.starts_with("#include \"") || (line.starts_with("#include <") && line.find("../") != line.npos)) {
      findings.push_back({source.path, number, "write #include <folder/file.hpp>, from the repository root"});
    }
  }
  return findings;
}

Findings header_form(const Source& source) {
  Findings findings;
  if (!source.path.ends_with(".hpp")) return findings;
  const auto all = lines(source.text);
  const auto is_comment = [](std::string_view line) { return line.starts_with("//"); };
  const auto head_end = std::find_if_not(all.begin(), all.end(), is_comment);
  const auto head_lines = head_end - all.begin();
  if (head_lines == 0)
    findings.push_back({source.path, 1, "begin with // and what the header is for, in up to three lines"});
  if (head_lines > head_comment_lines_max) {
    findings.push_back({source.path, 1, "say it in three lines: idea, German term, the rule that must never break"});
  }
  if (head_end == all.end() || *head_end != "#pragma once") {
    findings.push_back(
        {source.path, static_cast<int>(head_lines) + 1, "put #pragma once right after the head comment"});
  }
  return findings;
}

Findings unreferenced_headers(const std::vector<Source>& sources) {
  std::set<std::string, std::less<>> used;
  for (const auto& source : sources) {
    if (!is_cpp(source)) continue;
    for (auto line : lines(source.text)) {
      const auto target = included(line);
      if (target.empty() || target == source.path) continue;
      // The body of a header is no use of it.
      if (target.substr(0, target.rfind('.')) == std::string_view(source.path).substr(0, source.path.rfind('.')))
        continue;
      used.emplace(target);
    }
  }
  Findings findings;
  for (const auto& source : sources) {
    if (source.path.ends_with(".hpp") && !used.contains(source.path)) {
      findings.push_back({source.path, 0, "nobody includes this header: use it or delete it with its .cpp"});
    }
  }
  return findings;
}

}  // namespace tidy
