#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <tests/wiki/support/random_text.hpp>

namespace test {
namespace {

constexpr std::string_view vocabulary[] = {"Gebührenordnung",
                                           "die",
                                           "Straße",
                                           "für",
                                           "Übergabe",
                                           "§",
                                           "„Zuständigkeit“",
                                           "und",
                                           "Amt",
                                           "–",
                                           "größer",
                                           "12",
                                           "Ä",
                                           "naïve",
                                           "e\u0301",
                                           "😀",
                                           "der",
                                           "Antrag"};

}  // namespace

std::string RandomText::word() {
  return std::string(vocabulary[below(std::size(vocabulary))]);
}

std::string RandomText::paragraph(std::size_t words) {
  std::string text = word();
  for (std::size_t i = 1; i < words; ++i) text += (below(12) == 0 ? ", " : below(15) == 0 ? "\n" : " ") + word();
  return text;
}

std::string RandomText::page(std::size_t blocks) {
  std::string text;
  for (std::size_t i = 0; i < blocks; ++i) {
    switch (below(8)) {
      case 0:
        text += "## " + word() + " " + word() + "\n\n";
        break;
      case 1:
        text += "- " + word() + "\n- " + word() + " " + word() + "\n- " + word() + "\n\n";
        break;
      case 2:
        text += "| A | B |\n|---|---|\n| " + word() + " | " + word() + " |\n\n";
        break;
      case 3:
        text += "```\n" + word() + "\n\n" + word() + "\n```\n\n";
        break;
      default:
        text += paragraph(5 + below(60)) + ".\n\n";
    }
  }
  return text;
}

std::string RandomText::edited(std::string text, std::vector<std::string>* added) {
  for (auto edits = 1 + below(3); edits > 0; --edits) edit_once(text, added);
  return text;
}

void RandomText::edit_once(std::string& text, std::vector<std::string>* added) {
  auto fresh = fmt::format("neu{}ü{}", fresh_++, below(1'000'000));
  auto begin = text.empty() ? 0 : text.find(' ', below(text.size()));
  begin = begin == text.npos ? text.size() : begin;
  auto end = std::min(text.find_first_of(" \n", std::min(begin + 1, text.size())), text.size());
  switch (below(5)) {
    case 0:
      text.erase(begin, end - begin);
      return;
    case 1: {
      auto from = text.rfind("\n\n", begin), to = text.find("\n\n", begin);
      if (from != text.npos && to != text.npos) text.erase(from, to - from);
      return;
    }
    case 2: {
      auto at = text.find("\n\n", begin);
      text.insert(at == text.npos ? text.size() : at + 2, fresh + " " + paragraph(8) + "\n\n");
      break;
    }
    case 3:
      text.replace(begin, end - begin, " " + fresh);
      break;
    default:
      text.insert(begin, " " + fresh);
  }
  if (added) added->push_back(fresh);
}

std::vector<std::string> corpus_texts(std::size_t files_max) {
  std::vector<std::string> texts;
  auto* folder = std::getenv("STAFETTE_CORPUS");
  if (!folder) {
    MESSAGE("STAFETTE_CORPUS is not set: real laws are left out");
    return texts;
  }
  std::vector<std::filesystem::path> paths;
  for (auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".md") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  auto step = std::max<std::size_t>(1, paths.size() / files_max);
  for (std::size_t i = 0; i < paths.size() && texts.size() < files_max; i += step) {
    std::ifstream file(paths[i], std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return texts;
}

}  // namespace test
