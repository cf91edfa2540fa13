#include <wiki/pages/markdown.hpp>

#include <algorithm>

namespace wiki {
namespace {

constexpr std::string_view fence = "---\n";

std::string_view trimmed(std::string_view text) {
  auto first = text.find_first_not_of(" \t\n");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

// Length of the key of a line "key: value", 0 for any other line.
std::size_t key_length(std::string_view line) {
  auto colon = line.find(':');
  if (colon == line.npos || colon == 0 || line.front() == ' ' || line.front() == '-' || line.front() == '#') return 0;
  bool separated = colon + 1 == line.size() || line[colon + 1] == ' ' || line[colon + 1] == '\t';
  return separated ? colon : 0;
}

bool fits_block(std::string_view line) {
  return line.empty() || line.front() == ' ' || line.front() == '\t' || line.front() == '#' || line.starts_with("- ") ||
         key_length(line);
}

std::string unquoted(std::string_view value) {
  if (value.size() < 2 || value.front() != value.back() || (value.front() != '"' && value.front() != '\''))
    return std::string(value);
  char quote = value.front();
  std::string out;
  value = value.substr(1, value.size() - 2);
  for (std::size_t i = 0; i < value.size(); ++i) {
    bool escaped = i + 1 < value.size() && (quote == '"' ? value[i] == '\\' : value[i] == '\'' && value[i + 1] == '\'');
    out += value[i += escaped];
  }
  return out;
}

// A value that needs no quotes reads back as it is.
bool plain(std::string_view value) {
  return !value.empty() && trimmed(value).size() == value.size() &&
         std::string_view("\"'[]{}>|*&!%#`@,?:-").find(value.front()) == std::string_view::npos &&
         value.find(": ") == value.npos && value.find(" #") == value.npos && value.back() != ':' &&
         value.find('\n') == value.npos;
}

std::string quoted(std::string_view value) {
  if (plain(value)) return std::string(value);
  std::string out = "\"";
  for (char c : value) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out + '"';
}

struct Entry {
  std::string_view key;
  std::size_t begin, end;  // its own lines
  std::string value;
};

std::string list_items(std::string_view flow) {  // "[a, b]" → "a, b"
  std::string out;
  for (flow = flow.substr(1, flow.size() - 2); !flow.empty();) {
    auto comma = std::min(flow.find(','), flow.size());
    auto item = unquoted(trimmed(flow.substr(0, comma)));
    if (!item.empty()) out += (out.empty() ? "" : ", ") + item;
    flow.remove_prefix(std::min(comma + 1, flow.size()));
  }
  return out;
}

void continue_value(Entry& entry, std::string_view line) {
  auto text = trimmed(line);
  if (text.empty() || text.starts_with('#')) return;
  bool item = text.starts_with("- ");
  if (item) text.remove_prefix(2);
  auto value = unquoted(trimmed(text));
  entry.value += entry.value.empty() ? value : (item ? ", " : " ") + value;
}

std::vector<Entry> entries(std::string_view text) {
  std::vector<Entry> found;
  auto size = front_matter_bytes(text);
  if (!size) return found;
  for (std::size_t begin = fence.size();;) {
    auto end = std::min(text.find('\n', begin), text.size());
    auto line = text.substr(begin, end - begin);
    if (end + 1 >= size) return found;
    if (auto key = key_length(line)) {
      auto value = trimmed(line.substr(key + 1));
      if (value == "|" || value == ">" || value == "|-" || value == ">-") value = {};
      bool flow = value.size() >= 2 && value.front() == '[' && value.back() == ']';
      found.push_back({trimmed(line.substr(0, key)), begin, end + 1, flow ? list_items(value) : unquoted(value)});
    } else if (!found.empty() && !trimmed(line).empty() && line.front() != '#') {
      continue_value(found.back(), line);
      found.back().end = end + 1;
    }
    begin = end + 1;
  }
}

}  // namespace

std::size_t front_matter_bytes(std::string_view text) {
  if (!text.starts_with(fence)) return 0;
  bool property = false;
  for (std::size_t begin = fence.size(); begin < text.size();) {
    auto end = std::min(text.find('\n', begin), text.size());
    auto line = text.substr(begin, end - begin);
    if (line == "---" || line == "...") return property ? std::min(end + 1, text.size()) : 0;
    if (!fits_block(line)) return 0;
    property |= key_length(line) > 0;
    begin = end + 1;
  }
  return 0;
}

std::vector<Property> properties(std::string_view text) {
  std::vector<Property> found;
  for (auto& entry : entries(text)) found.push_back({std::string(entry.key), std::move(entry.value)});
  return found;
}

std::string with_property(std::string_view text, std::string_view key, std::string_view value) {
  std::string out(text);
  for (auto& entry : entries(text)) {
    if (entry.key != key) continue;
    if (entry.value == value) return out;
    auto name = text.substr(entry.begin, text.find(':', entry.begin) + 1 - entry.begin);
    return out.replace(entry.begin, entry.end - entry.begin, std::string(name) + " " + quoted(value) + "\n");
  }
  return out;
}

}  // namespace wiki
