#include <base/failure.hpp>
#include <wiki/pages/markdown_text.hpp>

namespace wiki {

Markdown::Markdown(std::string_view raw) {
  if (raw.size() > limit) throw Failure(Problem::invalid, "markdown_too_large");
  if (raw.find('\r') == raw.npos) {
    text_ = raw;
    return;
  }
  text_.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] != '\r') text_ += raw[i];
    else if (i + 1 == raw.size() || raw[i + 1] != '\n') text_ += '\n';
  }
}

}  // namespace wiki
