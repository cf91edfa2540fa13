// The Markdown dialect of pages: text in, HTML, headings, links and plain text for the search out. docs/markdown.md is
// its executable description; the editor speaks exactly the same. Pure functions, safe on every thread. Nothing a
// reader wrote ever becomes live markup: HTML comes from an allow-list, and each hostile text is linear or refused.
#pragma once
#include <boost/describe/class.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wiki {

// Raised when the same text renders to other HTML: stored pages are rendered again by a job.
inline constexpr int renderer_version = 1;
inline constexpr std::size_t markdown_bytes_max = 4 << 20;

// One entry of the table of contents, in page order; `title` is plain text of at most 1,000 bytes.
struct Heading {
  int level;
  std::string id;  // unique in the page, the anchor
  std::string title;
};
BOOST_DESCRIBE_STRUCT(Heading, (), (level, id, title))

// A key of the front matter block; list items are joined by ", ", continued lines by a space.
struct Property {
  std::string key, value;
};
BOOST_DESCRIBE_STRUCT(Property, (), (key, value))

// A link or image of the rendered page, bare addresses included; `target` as written, escapes and entities resolved.
struct Link {
  int ordinal;
  std::string target;
  bool image;
};

// Plain text between two headings for the search. A long one comes in pieces of at most 8 KB, cut at the end of a
// block or word, with equal anchor and heading. The first is the text before the first heading (anchor empty).
struct Section {
  std::string anchor;
  std::string heading;  // path "A › B", each title cut at 200 bytes
  std::string text;
};

struct Rendered {
  std::string html;
  std::vector<Heading> toc;
  std::vector<Link> links;
  std::vector<Property> properties;
  std::vector<Section> sections;
  std::string front_title;  // property Title or title
  std::string first_heading;
  std::string first_line;
};

// What a relative destination means on this page: the address to use, or nullopt when it leads nowhere. The result is
// trusted (only escaped), the destination is not.
using Resolve = std::function<std::optional<std::string>(std::string_view destination, bool image)>;

// Renders canonical text (UTF-8, LF). Failure(invalid, …, "/markdown"): "wrong_characters" for malformed UTF-8 and
// control characters, "markdown_too_large" above 4 MiB, "markdown_too_deep" above 32 nested quotes and lists,
// "markdown_too_complex" when it would cost out of proportion.
Rendered render(std::string_view text, const Resolve& resolve = {});

// A destination as it stands in the source: of an inline link or image, or of a used reference definition (once).
struct Destination {
  int ordinal;         // in source order
  std::string target;  // escapes and entities resolved
  bool image;
  std::size_t offset, length;  // bytes in the source, with < > where written
};

// All of them, never look-alikes in code or text. Autolinks and bare addresses have no destination. Failures as
// render; also "markdown_too_complex" above 20,000 candidates.
std::vector<Destination> destinations(std::string_view text);

// Writes new targets into the source and leaves every other byte; changes are in source order. An equal target keeps
// its spelling; others are escaped or put into < > as the place needs.
std::string replace_destinations(std::string_view text,
                                 const std::vector<std::pair<Destination, std::string>>& changes);

// Length of the verbatim block "---" … "---" at the start, 0 when there is none (a rule is no front matter).
std::size_t front_matter_bytes(std::string_view text);
std::vector<Property> properties(std::string_view text);

// Rewrites only the lines of that property. The text itself when block or key are missing or the value is the same.
std::string with_property(std::string_view text, std::string_view key, std::string_view value);

}  // namespace wiki
