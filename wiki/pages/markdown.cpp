#include <wiki/pages/markdown.hpp>
#include <wiki/pages/markdown/check.hpp>
#include <wiki/pages/markdown/html.hpp>

namespace wiki {
namespace {

// No construct of an ordinary page grows as much; small pages may consist of nothing but marks.
constexpr std::size_t growth_max = 8, growth_bytes = 64 << 10;

}  // namespace

Rendered render(std::string_view text, const Resolve& resolve) {
  auto cost = markdown::check(text);
  Rendered out;
  out.properties = properties(text);
  for (auto& property : out.properties) {
    bool title = property.key == "Title" || property.key == "title";
    if (title && out.front_title.empty()) out.front_title = property.value;
  }
  auto body = text.substr(front_matter_bytes(text));
  auto tree = markdown::parse(body, cost);
  out.html.reserve(body.size() + body.size() / 4);
  markdown::Html(*tree, growth_max * body.size() + growth_bytes, resolve, out).write();
  return out;
}

}  // namespace wiki
