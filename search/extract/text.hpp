// The text of attachments, for the search (Text der Anlagen). What a file is, its bytes say, never its name. All of
// this works on the bytes of strangers: only a child process of its own calls it (child.hpp), which may fail, be slow
// or run out of memory without harm.
#pragma once
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace extract {

// Raised when more or other text is read than before: files are read again then.
inline constexpr int version = 1;
inline constexpr std::size_t text_bytes_max = 4u << 20;  // of one file; the rest is cut

// The file is damaged, protected or beyond a limit.
struct Unreadable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Text being collected, as far as it is wanted.
class Text {
 public:
  void add(std::string_view piece) { value_ += piece.substr(0, text_bytes_max + 1 - value_.size()); }
  bool full() const { return value_.size() > text_bytes_max; }  // stop reading
  std::string take() { return std::move(value_); }

 private:
  std::string value_;
};

bool is_pdf(std::string_view bytes);

// The text of office files, e-mails, HTML and plain text, mostly in UTF-8; nullopt for anything else. Unreadable.
std::optional<std::string> text_of(std::string_view bytes);

}  // namespace extract
