// The tokenizer "stafette_de" of FTS5: texts are analysed (german/analysis.hpp) when they are indexed; what is looked
// for has been analysed before (query.hpp) and is only cut at blanks.
#pragma once
#include <search/german/analysis.hpp>
#include <storage/sqlite/connection.hpp>

#include <string>
#include <string_view>

namespace search {

// Part of the index file's name. Another analysis (raise the number) or dictionary (its checksum follows) is another
// name: an index must be read and written with one and the same.
std::string tokenizer_name();  // "de1.5f3a90c2"
inline constexpr std::string_view tokenizer_sql = "stafette_de";

// Known to the connection for its life; `counts`, if any, outlives it.
void register_tokenizer(storage::Connection&, german::FormCounts* counts = nullptr);

}  // namespace search
