// Paths inside a folder of Markdown files: relative to its top, parts joined by '/', the top itself is "". Pure
// functions; no path that leaves the folder ever comes out of them.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace wiki {

std::string_view folder_part(std::string_view path);  // "a/b.md" → "a", "b.md" → ""
std::string_view name_part(std::string_view path);    // "a/b.md" → "b.md"
std::string below(std::string_view folder, std::string_view name);

bool is_markdown_file(std::string_view path);               // .md or .markdown, in any case
bool is_index_file(std::string_view path);                  // index.md
std::string_view without_extension(std::string_view name);  // of a Markdown file

// True for a path of plain parts: not absolute, no empty, "." or ".." part, no part that begins with a dot, no NUL.
bool is_plain_path(std::string_view path);

// `relative` seen from `folder`, with "." and ".." resolved; nullopt above the top.
std::optional<std::string> joined_path(std::string_view folder, std::string_view relative);
// How to get from `folder` to `path`: "../b/c.md".
std::string relative_path(std::string_view folder, std::string_view path);

// As a destination in a text: everything is escaped that would end it or mean something else.
std::string percent_encoded(std::string_view path);
std::string percent_decoded(std::string_view text);

// A destination that is neither absolute nor an anchor nor of a scheme, in its parts.
struct RelativeTarget {
  std::string path;    // as written
  std::string suffix;  // from the first '?' or '#'
};
std::optional<RelativeTarget> relative_target(std::string_view destination);

}  // namespace wiki
