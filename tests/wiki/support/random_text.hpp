// Repeatable random Markdown and random edits of it, for properties of comparison, merge and history.
#pragma once
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace test {

class RandomText {
 public:
  explicit RandomText(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_); }
  std::string word();
  std::string paragraph(std::size_t words);
  // Headings, paragraphs, lists, tables and code, separated by blank lines.
  std::string page(std::size_t blocks);
  // One to three changes: words replaced, inserted or removed, blocks inserted or removed. Words that were put in are
  // appended to `added`.
  std::string edited(std::string text, std::vector<std::string>* added = nullptr);

 private:
  void edit_once(std::string& text, std::vector<std::string>* added);

  std::mt19937 random_;
  int fresh_ = 0;
};

// The files of $STAFETTE_CORPUS, at most `files_max`; none (with a message) when it is not set.
std::vector<std::string> corpus_texts(std::size_t files_max);

}  // namespace test
