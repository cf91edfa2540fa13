// Markdown as it arrives in an input: UTF-8 of at most 4 MiB, CR LF turned into LF, otherwise unchanged.
#pragma once
#include <wiki/pages/markdown.hpp>

#include <string>
#include <string_view>

namespace wiki {

class Markdown {
 public:
  static constexpr std::size_t limit = markdown_bytes_max;
  Markdown() = default;
  explicit Markdown(std::string_view raw);  // Failure(invalid, "markdown_too_large")
  const std::string& str() const { return text_; }

 private:
  std::string text_;
};

}  // namespace wiki
