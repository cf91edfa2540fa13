#include <tests/tidy/support/rules.hpp>

#include <boost/json.hpp>

#include <algorithm>

namespace tidy {
namespace {

const std::string prefix = "problem.";

void flatten(const boost::json::value& value, const std::string& path, Catalogue& out) {
  if (!value.is_object()) {
    out[path] = boost::json::serialize(value);
    return;
  }
  for (const auto& member : value.get_object()) {
    flatten(member.value(), (path.empty() ? "" : path + ".") + std::string(member.key()), out);
  }
}

// The placeholders of a text, {name}, sorted: both languages must offer the same.
std::set<std::string> placeholders(const std::string& text) {
  std::set<std::string> names;
  for (auto open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1)) {
    const auto close = text.find('}', open);
    if (close != std::string::npos) names.insert(text.substr(open, close - open + 1));
  }
  return names;
}

bool is_key(std::string_view text) {
  return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == text.npos;
}

// The first literal at or after `at`, if only `between` characters stand before it.
std::string_view literal_after(std::string_view text, std::size_t at, std::string_view between) {
  const auto open = text.find_first_not_of(between, at);
  if (open == text.npos || text[open] != '"') return {};
  const auto close = text.find('"', open + 1);
  return close == text.npos ? std::string_view() : text.substr(open + 1, close - open - 1);
}

}  // namespace

Catalogue catalogue(const std::string& json) {
  Catalogue out;
  flatten(boost::json::parse(json), "", out);
  return out;
}

Findings catalogues_agree(const Catalogue& german, const Catalogue& english) {
  Findings findings;
  const auto compare = [&](const Catalogue& one, const Catalogue& other, const char* path) {
    for (const auto& [key, text] : one) {
      const auto found = other.find(key);
      if (found == other.end())
        findings.push_back({path, 0, "add the text of " + key});
      else if (placeholders(text) != placeholders(found->second)) {
        findings.push_back({path, 0, "use the same placeholders in both languages: " + key});
      }
    }
  };
  compare(german, english, "web/texts/en.json");
  compare(english, german, "web/texts/de.json");
  return findings;
}

std::set<std::string> refusal_keys(const Source& source) {
  std::set<std::string> keys;
  if (!is_cpp(source)) return keys;
  const std::string text = without_comments(source.text);
  for (auto at : find_word(text, "Problem")) {
    const auto comma = text.find_first_of(",;", at);
    if (comma == std::string::npos || text[comma] != ',') continue;
    const auto key = literal_after(text, comma + 1, " \n");
    if (is_key(key)) keys.emplace(key);
  }
  // The decoder of server/json names the faults of single fields.
  for (auto at : find_word(text, "refused")) {
    const auto key = literal_after(text, at + 7, "(");
    if (is_key(key)) keys.emplace(key);
  }
  for (auto at : find_word(text, "faults.add")) {
    const auto key = literal_after(text, std::min(text.find(',', at), text.size() - 1) + 1, " \n");
    if (is_key(key)) keys.emplace(key);
  }
  return keys;
}

Findings refusals_have_texts(const std::vector<Source>& sources, const Catalogue& texts) {
  Findings findings;
  std::string all_code;
  for (const auto& source : sources) {
    if (source.path.starts_with("web/app/")) all_code += source.text;
    if (!is_cpp(source) || source.path.starts_with("tests/")) continue;
    all_code += without_comments(source.text);
    for (const auto& key : refusal_keys(source)) {
      if (!texts.contains(prefix + key)) findings.push_back({source.path, 0, "add the text " + prefix + key});
    }
  }
  for (const auto& [key, text] : texts) {
    if (!key.starts_with(prefix)) continue;
    const auto name = key.substr(prefix.size());
    const std::string spellings[]{'"' + name + '"', '\'' + name + '\'', key};
    if (std::none_of(std::begin(spellings), std::end(spellings),
                     [&](const auto& spelling) { return all_code.find(spelling) != std::string::npos; })) {
      findings.push_back({"web/texts/de.json", 0, "no refusal uses " + key + ": delete it in both languages"});
    }
  }
  return findings;
}

}  // namespace tidy
