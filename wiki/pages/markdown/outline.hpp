// What a page consists of besides its HTML: table of contents, anchors and the plain text for the search.
#pragma once
#include <wiki/pages/markdown.hpp>

#include <array>
#include <unordered_map>

namespace wiki::markdown {

// slug_of without ICU for what German headings are made of; equal to it while `icu_bytes` lasts, which it counts down.
// Beyond that, letters that only ICU can transliterate count as punctuation.
std::string heading_slug(std::string_view title, std::size_t& icu_bytes);

// Where a section of at most 8 KB ends: behind a block, else behind a word, else within it.
std::size_t section_bytes(std::string_view text);

class Outline {
 public:
  explicit Outline(Rendered& out) : out_(out) {}

  // Begins a section; returns the id of the heading. Throws Failure "markdown_too_complex" above 50,000 headings.
  const std::string& heading(int level, std::string title);
  void text(std::string_view plain) {
    if (!in_heading_) text_ += plain;
  }
  void end_heading() { in_heading_ = false; }
  void end_block() {
    if (!text_.empty() && text_.back() != '\n') text_ += '\n';
  }
  void finish();

 private:
  std::string unique_id(std::string slug);
  void end_section();

  Rendered& out_;
  std::string anchor_, path_, text_;
  bool in_heading_ = false;           // its text is the title
  std::size_t icu_bytes_ = 32 << 10;  // transliteration takes about a microsecond for each
  std::array<std::string, 6> titles_;
  std::unordered_map<std::string, int> ids_;  // id → last suffix given
};

}  // namespace wiki::markdown
