#include <server/texts.hpp>

#include <boost/json.hpp>

#include <stdexcept>

namespace server {

extern const char german_texts[], english_texts[];  // generated from web/texts

namespace {

const boost::json::object& catalogue(std::string_view language) {
  static const auto german = boost::json::parse(german_texts), english = boost::json::parse(english_texts);
  return (language == "en" ? english : german).as_object();
}

}  // namespace

std::string text(std::string_view language, std::string_view key, const std::map<std::string, std::string>& values) {
  auto* known = catalogue(language).if_contains(key);
  if (!known) throw std::logic_error("no text " + std::string(key));
  std::string pattern(known->as_string()), out;
  for (std::size_t at = 0; at < pattern.size();) {
    auto open = pattern.find('{', at), close = pattern.find('}', open);
    out += pattern.substr(at, open == pattern.npos ? open : open - at);
    if (open == pattern.npos || close == pattern.npos) break;
    out += values.at(pattern.substr(open + 1, close - open - 1));
    at = close + 1;
  }
  return out;
}

}  // namespace server
