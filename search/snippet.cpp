#include <search/german/letters.hpp>
#include <search/snippet.hpp>

#include <algorithm>

namespace search {
namespace {

constexpr std::size_t text_bytes_max = 64 * 1024;  // a section has about 8 KB; nothing longer is looked through

struct Found {
  std::size_t begin, end;  // bytes
  std::uint32_t term;
};

// Where the marked words stand in the text; in its order, each word once.
std::vector<Found> places_of(std::string_view text, std::vector<Mark> marks) {
  std::sort(marks.begin(), marks.end(), [](auto& a, auto& b) { return a.word < b.word; });
  std::vector<Found> out;
  std::size_t number = 0;
  auto word = german::next_word(text, 0);
  for (auto& mark : marks) {
    for (; word && number < mark.word; ++number) word = german::next_word(text, word->end);
    if (!word) break;
    if (out.empty() || out.back().begin != word->begin) out.push_back({word->begin, word->end, mark.term});
  }
  return out;
}

// The mark that begins the best window: most different terms, then most marks, then the earliest.
std::size_t best_window(const std::vector<Found>& marks) {
  std::size_t best = 0;
  int best_score = -1;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    std::uint32_t seen = 0;
    int count = 0;
    for (auto j = i; j < marks.size() && marks[j].end <= marks[i].begin + snippet_bytes && count < 64; ++j, ++count)
      seen |= 1u << (marks[j].term % 32);
    int score = __builtin_popcount(seen) * 100 + count;
    if (score > best_score) best = i, best_score = score;
  }
  return best;
}

struct Window {
  std::size_t begin = 0, end = 0;
};

// Whole words around the marks of the best window, with what is left of the length shared before and behind.
Window window_around(std::string_view text, const std::vector<Found>& marks) {
  std::size_t begin = 0;
  if (!marks.empty()) {
    auto start = best_window(marks);
    auto last = marks[start].end;
    for (auto i = start; i < marks.size() && marks[i].end <= marks[start].begin + snippet_bytes; ++i)
      last = marks[i].end;
    auto spare = snippet_bytes - std::min(snippet_bytes, last - marks[start].begin);
    begin = marks[start].begin - std::min(marks[start].begin, spare / 2);
  }
  while (begin > 0 && begin < text.size() && static_cast<unsigned char>(text[begin - 1]) > ' ') --begin;
  auto word = german::next_word(text, begin);
  if (!word) return {};
  Window window{begin == 0 ? 0 : word->begin, word->end};
  auto limit = word->begin + snippet_bytes;
  for (; word && word->end <= limit; word = german::next_word(text, word->end)) window.end = word->end;
  if (!word) window.end = text.size();  // the punctuation that ends the text belongs to it
  return window;
}

bool is_blank(char c) {
  return static_cast<unsigned char>(c) <= ' ';
}

void append_escaped(std::string& out, std::string_view text) {
  for (char c : text) {
    if (is_blank(c)) {
      if (!out.empty() && out.back() != ' ') out += ' ';
      continue;
    }
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
}

// The words of the window that are marked or written like marked ones.
std::vector<Found> in_window(std::string_view text, const Window& window, const std::vector<Found>& marks,
                             std::vector<std::string> forms) {
  auto form_at = [&](std::size_t begin, std::size_t end) { return german::form_of(text.substr(begin, end - begin)); };
  for (auto& mark : marks)
    if (mark.begin >= window.begin && mark.end <= window.end) forms.push_back(form_at(mark.begin, mark.end));
  std::vector<Found> out;
  if (forms.empty()) return out;
  for (auto word = german::next_word(text, window.begin); word && word->end <= window.end;
       word = german::next_word(text, word->end))
    if (std::find(forms.begin(), forms.end(), form_at(word->begin, word->end)) != forms.end())
      out.push_back({word->begin, word->end, 0});
  return out;
}

}  // namespace

std::string snippet(std::string_view text, std::vector<Mark> marks, const std::vector<std::string>& forms) {
  text = text.substr(0, text_bytes_max);
  auto places = places_of(text, std::move(marks));
  auto window = window_around(text, places);
  std::string out = window.begin > 0 ? "… " : "";
  auto at = window.begin;
  for (auto& place : in_window(text, window, places, forms)) {
    append_escaped(out, text.substr(at, place.begin - at));
    out += "<mark>";
    append_escaped(out, text.substr(place.begin, place.end - place.begin));
    out += "</mark>";
    at = place.end;
  }
  append_escaped(out, text.substr(at, window.end - at));
  while (out.ends_with(' ')) out.pop_back();
  if (window.end < text.size()) out += " …";
  return out;
}

}  // namespace search
