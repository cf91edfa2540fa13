#include <server/json/schema.hpp>

#include <boost/algorithm/string/erase.hpp>
#include <boost/core/demangle.hpp>

#include <cctype>

namespace json {

std::string short_type_name(const char* mangled) {
  std::string out, word;
  auto full = boost::core::demangle(mangled);
  boost::algorithm::erase_all(full, "(anonymous namespace)");
  for (std::size_t i = 0; i < full.size(); ++i) {
    if (std::isalnum(static_cast<unsigned char>(full[i])) || full[i] == '_') word += full[i];
    else if (full.compare(i, 2, "::") == 0) word.clear();  // it was a namespace
    else out += std::exchange(word, {});
  }
  return out + word;
}

}  // namespace json
