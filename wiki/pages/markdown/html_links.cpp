#include <wiki/pages/markdown/href.hpp>
#include <wiki/pages/markdown/html.hpp>

namespace wiki::markdown {

Html::Address Html::address(std::string_view destination, bool image) const {
  auto target = target_of(destination);
  if (target != Target::relative) return {target == Target::refused ? std::string() : std::string(destination), target};
  auto found = resolve_ ? resolve_(destination, image) : std::nullopt;
  return {found.value_or(""), target};
}

void Html::open_anchor(const Address& address, std::string_view title) {
  html_ += "<a href=\"";
  append_href(html_, address.href);
  html_ += '"';
  if (!title.empty()) {
    html_ += " title=\"";
    append_attribute(html_, title);
    html_ += '"';
  }
  html_ += address.target == Target::external ? " class=\"external\" rel=\"noopener noreferrer\">" : ">";
}

void Html::enter_link(cmark_node* link) {
  auto destination = without_marks(cmark_node_get_url(link));
  if (anchors_) return closings_.push_back("");  // an address inside a link is text
  out_.links.push_back({int(out_.links.size()), destination, false});
  auto found = address(destination, false);
  if (found.target == Target::refused) return closings_.push_back("");
  if (found.href.empty())
    html_ += "<a class=\"missing\">";
  else
    open_anchor(found, cmark_node_get_title(link));
  ++anchors_;
  closings_.push_back("</a>");
}

// Only our own attachments are loaded. An image from elsewhere is a link to it, so that reading a page tells nobody.
void Html::image(cmark_node* image) {
  auto destination = without_marks(cmark_node_get_url(image));
  std::string_view title = cmark_node_get_title(image);
  out_.links.push_back({int(out_.links.size()), destination, true});
  auto alt = plain_text(image);
  auto found = address(destination, true);
  outline_.text(alt);
  bool own = found.href.starts_with("/api/attachments/");
  if (own) {
    html_ += "<img src=\"";
    append_href(html_, found.href);
    html_ += "\" alt=\"";
    append_attribute(html_, alt);
    if (!title.empty()) {
      html_ += "\" title=\"";
      append_attribute(html_, title);
    }
    html_ += "\" loading=\"lazy\">";
  } else if (found.target == Target::relative && found.href.empty()) {
    html_ += "<span class=\"missing-image\">";
    append_text(html_, alt.empty() ? destination : alt);
    html_ += "</span>";
  } else {
    bool linked = !found.href.empty() && !anchors_;
    if (linked) open_anchor(found, title);
    append_text(html_, alt.empty() ? destination : alt);
    if (linked) html_ += "</a>";
  }
}

}  // namespace wiki::markdown
