#include <search/german/function_words.hpp>

#include <unordered_set>

namespace search::german {

bool is_function_word(std::string_view form) {
  static const std::unordered_set<std::string_view> words{
      // articles and pronouns
      "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines", "kein", "keine",
      "keinen", "keinem", "keiner", "ich", "du", "er", "sie", "es", "wir", "ihr", "mich", "mir", "dich", "dir", "ihn",
      "ihm", "ihnen", "uns", "euch", "man", "sich", "mein", "meine", "meinen", "meinem", "meiner", "meines", "dein",
      "deine", "sein", "seine", "seinen", "seinem", "seiner", "seines", "ihre", "ihren", "ihrem", "ihrer", "ihres",
      "unser", "unsere", "unseren", "unserem", "unserer", "dieser", "diese", "dieses", "diesen", "diesem", "jener",
      "jene", "jenes", "jeder", "jede", "jedes", "jeden", "jedem", "alle", "allen", "aller", "alles", "etwas", "nichts",
      "jemand", "jemanden", "jemandem", "niemand", "solche", "solcher", "solches", "selbst", "derjenige", "diejenigen",
      // questions
      "wer", "wen", "wem", "wessen", "was", "wann", "wo", "wohin", "woher", "wie", "warum", "weshalb", "wieso", "wozu",
      "womit", "wofür", "wodurch", "wobei", "worüber", "woran", "worauf", "welche", "welcher", "welches", "welchen",
      "welchem", "wieviel", "wieviele", "viel", "viele", "lange", "oft", "gibt", "geht", "heißt",
      // prepositions
      "in", "im", "ins", "an", "am", "ans", "auf", "aufs", "aus", "bei", "beim", "mit", "nach", "von", "vom", "vor",
      "vorm", "zu", "zum", "zur", "für", "fürs", "durch", "durchs", "gegen", "ohne", "um", "ums", "bis", "seit", "über",
      "unter", "zwischen", "wegen", "während", "trotz", "ab", "laut", "gemäß", "pro", "je", "per", "innerhalb",
      "außerhalb", "bezüglich", "hinsichtlich",
      // conjunctions and particles
      "und", "oder", "aber", "denn", "sondern", "sowie", "als", "wenn", "weil", "dass", "daß", "ob", "damit", "falls",
      "sobald", "nachdem", "bevor", "obwohl", "also", "auch", "noch", "nur", "schon", "sehr", "so", "dann", "doch",
      "hier", "da", "dort", "nicht", "mehr", "eigentlich", "denn", "etwa", "bitte", "dabei", "dafür", "daran", "darauf",
      "dazu", "davon", "dagegen", "darüber", "genau", "immer", "wieder",
      // auxiliary and modal verbs
      "bin", "bist", "ist", "sind", "seid", "war", "waren", "wäre", "wären", "gewesen", "habe", "hast", "hat", "haben",
      "hatte", "hatten", "hätte", "werde", "wird", "werden", "wurde", "wurden", "worden", "würde", "kann", "kannst",
      "können", "könnte", "darf", "dürfen", "muss", "muß", "müssen", "soll", "sollen", "sollte", "will", "wollen",
      "möchte", "mag", "lassen", "lässt"};
  return words.contains(form);
}

}  // namespace search::german
