// Text out of XML. Document types are skipped and entities never expanded; elements within elements are limited.
#pragma once
#include <search/extract/text.hpp>

#include <memory>

namespace pugi {
class xml_document;
class xml_node;
}  // namespace pugi

namespace extract {

// What an element means for the text, by its name without prefix.
enum class Meaning {
  inner,      // nothing by itself; its elements are looked at, its characters are not
  nothing,    // not looked at
  text,       // its characters count
  paragraph,  // ends with a line break
  block,      // both
  table,      // its name, when it is one of a spreadsheet
  tab,
  line,
  blank,  // as many as its attribute "c" says
  hyphen
};

void add_xml(Text&, std::string xml, Meaning (*)(std::string_view name));  // Unreadable

// A document parsed, with the characters that its nodes point into.
struct Xml {
  explicit Xml(std::string);  // Unreadable
  ~Xml();
  std::string characters;
  std::unique_ptr<pugi::xml_document> document;
};

std::string_view local_name(const pugi::xml_node&);

}  // namespace extract
