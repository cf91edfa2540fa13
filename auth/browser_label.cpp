#include <auth/browser_label.hpp>

#include <array>
#include <utility>

namespace auth {
namespace {

using Signs = std::pair<std::string_view, std::string_view>;  // what the text holds, what it means

// The first that is found counts: most browsers also name those they descend from.
constexpr std::array<Signs, 6> browsers = {
    {{"Edg", "Edge"}, {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"}, {"Chrom", "Chrome"},
     {"Safari/", "Safari"}}};
constexpr std::array<Signs, 7> systems = {{{"Android", "Android"}, {"iPhone", "iOS"}, {"iPad", "iOS"},
                                           {"Windows", "Windows"}, {"Mac OS", "macOS"}, {"CrOS", "ChromeOS"},
                                           {"Linux", "Linux"}}};

template <std::size_t N>
std::string_view first(const std::array<Signs, N>& known, std::string_view text) {
  for (auto& [sign, name] : known)
    if (text.find(sign) != text.npos) return name;
  return {};
}

}  // namespace

std::string browser_label(std::string_view user_agent) {
  std::string label(first(browsers, user_agent));
  auto system = first(systems, user_agent);
  if (!label.empty() && !system.empty()) label += ", ";
  return label += system;
}

}  // namespace auth
