// What a word is looked for by: itself, its key, compounds that contain it, the parts that it is made of.
#include <search/german/analysis.hpp>
#include <search/german/compound.hpp>
#include <search/german/stem.hpp>
#include <search/query.hpp>

namespace search {
namespace {

constexpr double exact = 0.3, by_part = 0.4, by_all_parts = 0.3;

// "Reisekostenabrechnung" is also found where "Abrechnung der Reisekosten" stands.
AllOf all_parts(std::string_view form) {
  AllOf all;
  for (auto& part : german::parts_of(german::masculine(form))) {
    auto key = german::key_of(form.substr(part.begin, part.end - part.begin));
    all.push_back(AnyOf{{key, by_all_parts}, {'+' + key, by_all_parts}});
  }
  return all;
}

}  // namespace

Concept concept_of_word(std::string_view word) {
  Concept made;
  made.text = word;
  made.form = german::form_of(word);
  auto key = german::key_of(made.form);
  made.alternatives.push_back({AnyOf{{key, 1}, {'+' + key, by_part}, {'=' + made.form, exact}}});
  if (auto parts = all_parts(made.form); parts.size() > 1) made.alternatives.push_back(std::move(parts));
  return made;
}

}  // namespace search
