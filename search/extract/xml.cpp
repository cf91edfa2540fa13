#include <search/extract/xml.hpp>

#include <pugixml.hpp>

#include <algorithm>

namespace extract {
namespace {

constexpr int depth_max = 256;
constexpr unsigned blanks_max = 100;

// Iterative: the depth of a hostile document must not become that of our stack.
class Walk {
 public:
  Walk(Text& out, Meaning (*meaning)(std::string_view)) : out_(out), meaning_(meaning) {}

  void over(const pugi::xml_node& root) {
    auto node = root.first_child();
    while (node && !out_.full()) {
      if (enter(node) && node.first_child()) {
        if (++depth_ > depth_max) throw Unreadable("elements within elements");
        node = node.first_child();
        continue;
      }
      leave(node);
      while (!node.next_sibling() && node.parent() != root) {
        node = node.parent();
        --depth_;
        leave(node);
      }
      node = node.next_sibling();
    }
  }

 private:
  Meaning meaning(const pugi::xml_node& node) const {
    return node.type() == pugi::node_element ? meaning_(local_name(node)) : Meaning::nothing;
  }

  // Whether to look inside.
  bool enter(const pugi::xml_node& node) {
    if (inside_ && (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata)) out_.add(node.value());
    switch (meaning(node)) {
      case Meaning::nothing:
        return false;
      case Meaning::table:
        if (local_name(node.parent()) == "spreadsheet") out_.add(node.attribute("table:name").value()), out_.add("\n");
        break;
      case Meaning::tab:
        out_.add("\t");
        break;
      case Meaning::line:
        out_.add("\n");
        break;
      case Meaning::hyphen:
        out_.add("-");
        break;
      case Meaning::blank:
        out_.add(std::string(std::min(node.attribute("text:c").as_uint(1), blanks_max), ' '));
        break;
      case Meaning::text:
      case Meaning::block:
        ++inside_;
        break;
      default:
        break;
    }
    return true;
  }

  void leave(const pugi::xml_node& node) {
    auto what = meaning(node);
    if (what == Meaning::text || what == Meaning::block) --inside_;
    if (what == Meaning::paragraph || what == Meaning::block) out_.add("\n");
  }

  Text& out_;
  Meaning (*meaning_)(std::string_view);
  int depth_ = 0, inside_ = 0;
};

}  // namespace

Xml::Xml(std::string xml) : characters(std::move(xml)), document(std::make_unique<pugi::xml_document>()) {
  auto result =
      document->load_buffer_inplace(characters.data(), characters.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  if (!result) throw Unreadable(result.description());
}

Xml::~Xml() = default;

std::string_view local_name(const pugi::xml_node& node) {
  std::string_view name = node.name();
  return name.substr(name.find(':') + 1);
}

void add_xml(Text& out, std::string xml, Meaning (*meaning)(std::string_view)) {
  Xml parsed(std::move(xml));
  Walk(out, meaning).over(*parsed.document);
}

}  // namespace extract
