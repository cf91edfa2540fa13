#include <search/snippet.hpp>

#include <algorithm>
#include <cstdint>

namespace search {
namespace {

constexpr std::size_t text_bytes_max = 64 * 1024;  // a section has about 8 KB; nothing longer is looked through

struct Word {
  std::size_t begin, end;
  std::string folded;
};

struct Mark {
  std::size_t begin, end;
  unsigned term;
};

bool starts_term(const std::vector<Word>& words, std::size_t at, const Term& term) {
  if (at + term.words.size() > words.size()) return false;
  for (std::size_t i = 0; i < term.words.size(); ++i) {
    auto& folded = words[at + i].folded;
    bool last = i + 1 == term.words.size();
    if (last && term.prefix ? !folded.starts_with(term.words[i]) : folded != term.words[i]) return false;
  }
  return true;
}

// In the order of the text.
std::vector<Mark> marks_in(const std::vector<Word>& words, const Query& query) {
  std::vector<Mark> marks;
  auto terms = query.terms();
  for (std::size_t at = 0; at < words.size(); ++at)
    for (unsigned i = 0; i < terms.size(); ++i)
      if (starts_term(words, at, *terms[i]))
        marks.push_back({words[at].begin, words[at + terms[i]->words.size() - 1].end, i});
  return marks;
}

// The mark that begins the best window: most different terms, then most marks, then the earliest.
std::size_t best_window(const std::vector<Mark>& marks) {
  std::size_t best = 0, end = 0;
  int best_score = -1;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    std::uint32_t seen = 0;
    int count = 0;
    for (end = i; end < marks.size() && marks[end].end <= marks[i].begin + snippet_bytes && count < 64; ++end, ++count)
      seen |= 1u << (marks[end].term % 32);
    int score = __builtin_popcount(seen) * 100 + count;
    if (score > best_score) best = i, best_score = score;
  }
  return best;
}

struct Window {
  std::size_t begin, end;
};

Window window_around(const std::vector<Word>& words, const std::vector<Mark>& marks) {
  if (words.empty()) return {0, 0};
  std::size_t first = words.front().begin, begin = first;
  if (!marks.empty()) {
    auto start = best_window(marks);
    auto last = marks[start].end;
    for (auto i = start; i < marks.size() && marks[i].end <= marks[start].begin + snippet_bytes; ++i)
      last = marks[i].end;
    auto spare = snippet_bytes - std::min(snippet_bytes, last - marks[start].begin);
    begin = marks[start].begin - std::min(marks[start].begin, spare / 2);
  }
  auto from = std::lower_bound(words.begin(), words.end(), begin, [](auto& w, auto at) { return w.begin < at; });
  if (!marks.empty() && from->begin > marks.back().end) from = words.begin();
  Window window{from == words.begin() ? 0 : from->begin, from->end};
  for (auto word = from; word != words.end() && word->end <= from->begin + snippet_bytes; ++word)
    window.end = word->end;
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

}  // namespace

std::string snippet(std::string_view text, const Query& query, const Tokenizer& tokenizer) {
  text = text.substr(0, text_bytes_max);
  std::vector<Word> words;
  tokenizer.each(text, Tokenizer::Mode::document, [&](std::string_view folded, std::size_t begin, std::size_t end) {
    words.push_back({begin, end, std::string(folded)});
  });
  auto marks = marks_in(words, query);
  auto window = window_around(words, marks);
  // The punctuation that ends the text belongs to it.
  if (!words.empty() && window.end == words.back().end) window.end = text.size();

  std::string out = window.begin > 0 ? "… " : "";
  auto at = window.begin;
  for (auto& mark : marks) {
    if (mark.begin < at || mark.end > window.end) continue;
    append_escaped(out, text.substr(at, mark.begin - at));
    out += "<mark>";
    append_escaped(out, text.substr(mark.begin, mark.end - mark.begin));
    out += "</mark>";
    at = mark.end;
  }
  append_escaped(out, text.substr(at, window.end - at));
  while (out.ends_with(' ')) out.pop_back();
  if (window.end < text.size()) out += " …";
  return out;
}

}  // namespace search
