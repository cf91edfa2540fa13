// One file's way to a page's text: canonical line ends, a title, links by page id. Pure, for any thread. The text stays
// byte for byte what the file said but for line ends and the destinations of links that lead to other imported pages.
#pragma once
#include <wiki/exchange/page_files.hpp>
#include <wiki/exchange/summary.hpp>
#include <wiki/pages/revision.hpp>

namespace wiki {

// LF only, without a byte order mark. invalid "wrong_characters" unless UTF-8, "markdown_too_large".
std::string canonical_text(std::string_view raw);

// Property Title or title, else the first heading, else the first line, else `fallback`; one line, at most 1,000
// characters, without characters that no title may have.
std::string imported_title(const Rendered&, std::string_view fallback);
// The name of a page whose text says none: its folder's or its own file's.
std::string_view title_without_text(std::string_view file);
std::string clean_title(std::string_view wanted, std::string_view fallback);

struct AttachedFile {
  std::string file;  // in the folder
  std::string name;  // on the page
};

struct LinkedText {
  std::string text;
  std::vector<PageLink> originals;  // what the destinations said, as prepare_text() takes it
  std::vector<AttachedFile> attached;
  std::uint64_t rewritten = 0;
  std::vector<ExchangeProblem> problems;  // "link_target_missing", "image_missing"
};
// `text` is what stands in `file`.
LinkedText linked_text(std::string text, std::string_view file, const PageFiles&);

}  // namespace wiki
