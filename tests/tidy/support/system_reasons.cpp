#include <tests/tidy/support/rules.hpp>

namespace tidy {

std::string system_reasons(const std::vector<Source>& sources) {
  std::set<std::string> reasons;
  for (const auto& source : sources) {
    if (!is_cpp(source) || source.path.starts_with("tests/")) continue;
    const std::string text = without_comments(source.text);
    constexpr std::string_view call = "system(";
    for (auto at : find_word(text, call)) {
      const auto open = at + call.size();
      const auto close = text.find('"', open + 1);
      if (text[open] != '"' || close == std::string::npos) continue;
      reasons.insert(source.path + ": " + text.substr(open + 1, close - open - 1));
    }
  }
  std::string out;
  for (const auto& reason : reasons) out += reason + '\n';
  return out;
}

}  // namespace tidy
