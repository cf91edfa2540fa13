#include <base/text.hpp>
#include <wiki/pages/markdown/check.hpp>
#include <wiki/pages/markdown/outline.hpp>

namespace wiki::markdown {
namespace {

constexpr std::size_t headings_max = 50'000;
constexpr std::size_t title_bytes_max = 1000, path_title_bytes_max = 200, slug_title_bytes_max = 240,
                      section_bytes_max = 8192;
constexpr std::size_t slug_length_max = 80;

// At most `limit` bytes, whole characters.
std::size_t cut(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text.size();
  while (limit && (text[limit] & 0xC0) == 0x80) --limit;
  return limit;
}

// The transliteration of a two-byte letter, "-" for what no slug keeps, nullptr when only ICU knows.
const char* german(unsigned char lead, unsigned char second) {
  if (lead == 0xC2) return second == 0xA7 || second == 0xA0 ? "-" : nullptr;  // § and no-break space
  if (lead != 0xC3) return nullptr;
  switch (second) {
    case 0xA4:
    case 0x84:
      return "ae";
    case 0xB6:
    case 0x96:
      return "oe";
    case 0xBC:
    case 0x9C:
      return "ue";
    case 0x9F:
      return "ss";
    default:
      return nullptr;
  }
}

std::string_view trimmed(std::string_view text) {
  auto first = text.find_first_not_of(" \t\n");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

}  // namespace

std::size_t section_bytes(std::string_view text) {
  if (text.size() <= section_bytes_max) return text.size();
  for (char border : {'\n', ' '}) {
    auto at = text.rfind(border, section_bytes_max - 1);
    if (at != text.npos && at > section_bytes_max / 2) return at + 1;
  }
  return cut(text, section_bytes_max);
}

std::string heading_slug(std::string_view title, std::size_t& icu_bytes) {
  std::string slug;
  auto add = [&slug](char c) {
    if (slug.size() >= slug_length_max) return;
    bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (kept)
      slug += c;
    else if (!slug.empty() && slug.back() != '-')
      slug += '-';
  };
  for (std::size_t i = 0; i < title.size(); ++i) {
    unsigned char c = static_cast<unsigned char>(title[i]);
    if (c < 0x80) {
      add(c >= 'A' && c <= 'Z' ? char(c + 32) : char(c));
      continue;
    }
    const char* written = i + 1 < title.size() ? german(c, static_cast<unsigned char>(title[i + 1])) : nullptr;
    if (!written && icu_bytes >= title.size()) {
      icu_bytes -= title.size();
      return slug_of(title, {});
    }
    for (written = written ? written : "-"; *written; ++written) add(*written);
    while (i + 1 < title.size() && (title[i + 1] & 0xC0) == 0x80) ++i;
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug;
}

const std::string& Outline::heading(int level, std::string title) {
  if (out_.toc.size() == headings_max) refuse("markdown_too_complex");
  end_section();
  title = trimmed(title);
  title.resize(cut(title, title_bytes_max));
  if (out_.first_heading.empty()) out_.first_heading = title;
  anchor_ = unique_id(heading_slug(std::string_view(title).substr(0, cut(title, slug_title_bytes_max)), icu_bytes_));
  in_heading_ = true;
  auto index = std::size_t(level - 1);
  titles_[index] = title.substr(0, cut(title, path_title_bytes_max));
  for (auto i = index + 1; i < titles_.size(); ++i) titles_[i].clear();
  path_.clear();
  for (auto& part : titles_) {
    if (part.empty()) continue;
    if (!path_.empty()) path_ += " › ";
    path_ += part;
  }
  out_.toc.push_back({level, anchor_, std::move(title)});
  return anchor_;
}

std::string Outline::unique_id(std::string slug) {
  if (slug.empty()) slug = "abschnitt";
  if (slug.starts_with("fn-")) slug.insert(0, "abschnitt-");  // the ids of footnotes
  auto [entry, fresh] = ids_.try_emplace(slug, 1);
  if (fresh) return slug;
  for (int& last = entry->second;;) {
    auto id = slug + "-" + std::to_string(++last);
    if (ids_.try_emplace(id, 1).second) return id;
  }
}

void Outline::end_section() {
  std::string_view rest = text_;
  while (!rest.empty() && rest.back() == '\n') rest.remove_suffix(1);
  if (out_.first_line.empty() && !rest.empty()) {
    auto line = trimmed(rest.substr(0, rest.find('\n', rest.find_first_not_of(" \n"))));
    out_.first_line = line.substr(0, cut(line, title_bytes_max));
  }
  do {
    auto size = section_bytes(rest);
    out_.sections.push_back({anchor_, path_, std::string(trimmed(rest.substr(0, size)))});
    rest.remove_prefix(size);
  } while (!rest.empty());
  text_.clear();
}

void Outline::finish() {
  end_section();
}

}  // namespace wiki::markdown
