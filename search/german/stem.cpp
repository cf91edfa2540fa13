#include <search/german/letters.hpp>
#include <search/german/lexicon.hpp>
#include <search/german/stem.hpp>

#include <libstemmer.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace search::german {
namespace {

struct Delete {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

std::string stemmed(const std::string& word) {
  thread_local const std::unique_ptr<sb_stemmer, Delete> stemmer(sb_stemmer_new("german", nullptr));
  if (!stemmer) throw std::runtime_error("libstemmer lacks German");
  auto stem = sb_stemmer_stem(stemmer.get(), reinterpret_cast<const sb_symbol*>(word.data()), int(word.size()));
  if (!stem) throw std::bad_alloc();
  return {reinterpret_cast<const char*>(stem), std::size_t(sb_stemmer_length(stemmer.get()))};
}

// Endings of words for persons, so that "Termin" and "Medizin" keep theirs.
bool names_person(std::string_view base) {
  for (std::string_view ending :
       {"er", "ent", "ant", "ist", "or", "eur", "log", "wirt", "beamt", "gast", "nom", "graf"})
    if (base.size() > ending.size() + 1 && base.ends_with(ending)) return true;
  return false;
}

struct Irregular {
  std::string_view feminine, base;  // endings of forms
};
constexpr Irregular irregular[]{
    {"ärztin", "arzt"}, {"aerztin", "arzt"},     {"anwältin", "anwalt"}, {"rätin", "rat"},    {"bäuerin", "bauer"},
    {"köchin", "koch"}, {"kollegin", "kollege"}, {"beamtin", "beamte"},  {"zeugin", "zeuge"}, {"kundin", "kunde"}};

}  // namespace

std::string masculine(std::string_view form) {
  auto singular = form.ends_with("innen") ? form.substr(0, form.size() - 3) : form;
  if (!singular.ends_with("in") || singular.size() < 5) return std::string(form);
  for (auto& [feminine, base] : irregular)
    if (singular.ends_with(feminine))
      return std::string(singular.substr(0, singular.size() - feminine.size())) + std::string(base);
  auto base = singular.substr(0, singular.size() - 2);
  return names_person(base) ? std::string(base) : std::string(form);
}

std::string key_of(std::string_view form) {
  if (std::any_of(form.begin(), form.end(), is_digit)) return folded(form);
  return stemmed(folded(masculine(form)));
}

}  // namespace search::german
