// References that are one term however they are written (Fundstellen, Aktenzeichen, Datumsangaben): places in laws
// files, dates. Their tokens begin with a sign that no word begins with.
#pragma once
#include <search/german/letters.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace search::german {

// "§ 35a Abs. 2 SGB VIII", "§§ 48, 49 VwVfG", "Art. 6 I 1 e DS-GVO". A sentence
// (Satz) counts where no number or letter follows it; of "§§ 48 bis 51" all are meant.
struct LawReference {
  struct Place {
    std::vector<std::string> levels;  // "§35a", "§35a.2", "§35a.2.e": from the whole to the narrowest
    std::string family;               // "§35+" for § 35a: what § 35 finds below its own places
  };
  Span span;
  std::vector<Place> places;
  std::string law;  // empty: not named
};
// `at` is where "§", "Art." or "Paragraf" begins. Stops where it cannot go on; nullopt without a number.
std::optional<LawReference> law_reference(std::string_view text, std::size_t at);

// "Z 12 – 11032/4#7" is "#z12-11032/4#7" and "#11032/4#7"; one slash and four digits at least. The tokens and the end.
struct FileReference {
  std::vector<std::string> tokens;
  std::size_t end = 0;
};
std::optional<FileReference> file_reference(std::string_view text, std::size_t at);

// "1.3.2024", "1. März 2024", "2024-03-01": "@2024-03-01".
struct Date {
  std::string token;
  std::size_t end = 0;
};
std::optional<Date> date(std::string_view text, std::size_t at);

}  // namespace search::german
