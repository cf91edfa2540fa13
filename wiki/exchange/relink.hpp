// A text from the same folder as an earlier import, such as a later version of one of its files.
#pragma once
#include <wiki/names.hpp>

#include <string>

namespace wiki {

// With links by page id where it names other imported files, read as if it stood in the file that the page came from.
// The text itself for a page that came from no file.
std::string relinked(ReadTx&, Id<Page>, std::string text);

}  // namespace wiki
