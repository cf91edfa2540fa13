// Laws by abbreviation and by name: "SGB VIII", "SGB 8" and "Achten Buches Sozialgesetzbuch" are one.
#pragma once
#include <search/german/letters.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace search::german {

struct LawName {
  std::string law;  // "sgb8", "dsgvo", "bgb"
  std::size_t end;  // bytes: behind the name
};

// The law named right behind `from`, an article before it included: by an abbreviation with two capitals or one of the
// list, or by a full name of the list. Abbreviations in small letters only if they are in the list.
std::optional<LawName> law_at(std::string_view text, std::size_t from);

// What the law is called elsewhere, every name as keys of its words, one of them in full: the title of its page has
// one of these.
std::vector<std::vector<std::string>> names_of(std::string_view law);

// 8 for "VIII"; 0 when it is no Roman number up to 39.
int roman(std::string_view);

}  // namespace search::german
