// Pages (Seiten) as readers see them. Everything in a page is trimmed to the viewer: ancestors and children they may
// not read are not there, without a gap.
#pragma once
#include <wiki/pages/head.hpp>
#include <wiki/pages/markdown_text.hpp>

namespace wiki {

struct SpaceRef {
  std::string slug, title;
};
BOOST_DESCRIBE_STRUCT(SpaceRef, (), (slug, title))

struct PageRef {
  Id<Page> id;
  std::string title;
};
BOOST_DESCRIBE_STRUCT(PageRef, (), (id, title))

// What everybody sees alike who may read the page and, of its surroundings, the same zones.
struct PageContent {
  Id<Page> id;
  SpaceRef space;
  std::string title, path;
  std::optional<Id<Page>> parent;
  std::vector<PageRef> breadcrumbs;  // from the top, without the page itself
  std::optional<Id<Revision>> revision, released_revision;
  int number;  // of the revision shown; 0 for a container
  Time changed_at;
  std::optional<PersonRef> changed_by;
  Time created_at;
  std::optional<auth::PrincipalRef> owner;
  std::optional<Date> review_on;
  std::vector<std::string> labels;
  std::vector<Property> properties;
  bool container;
  std::string html;
  std::vector<Heading> toc;
  std::vector<PageRef> children;
};
BOOST_DESCRIBE_STRUCT(PageContent, (),
                      (id, space, title, path, parent, breadcrumbs, revision, released_revision, number, changed_at,
                       changed_by, created_at, owner, review_on, labels, properties, container, html, toc, children))

struct PageView : PageContent {
  PageAbilities abilities;
};
BOOST_DESCRIBE_STRUCT(PageView, (PageContent), (abilities))

PageView page(ReadTx&, const Viewer&, Id<Page>);

// For the cache of page views: what `page` returns, and in which zones beside its own the surroundings lie. It is the
// same for every reader who sees the same revision and the same of these.
struct Surrounding {
  Id<Zone> zone;
  bool visible;  // to this viewer
};
struct Viewed {
  PageView view;
  Id<Zone> zone;
  Level level;  // the viewer's
  std::vector<Surrounding> others;
};
Viewed viewed_page(ReadTx&, const Viewer&, Id<Page>);

// Renders a text of that page, with its attachments; for previews and old revisions.
Rendered render_for(ReadTx&, std::optional<Id<Page>>, std::string_view text);

struct PreviewInput {
  Markdown markdown;
};
BOOST_DESCRIBE_STRUCT(PreviewInput, (), (markdown))
struct Preview {
  std::string html;
  std::vector<Heading> toc;
};
BOOST_DESCRIBE_STRUCT(Preview, (), (html, toc))
Preview preview(ReadTx&, const Viewer&, Id<Page>, const PreviewInput&);
Preview preview_new(ReadTx&, const Viewer&, const PreviewInput&);  // before the page exists

struct RecentQuery {
  std::optional<int> limit;
};
BOOST_DESCRIBE_STRUCT(RecentQuery, (), (limit))
struct RecentPage {
  Id<Page> page;
  std::string title, path, space, space_title;
  Time changed_at;
  PersonRef changed_by;
  std::string comment;
};
BOOST_DESCRIBE_STRUCT(RecentPage, (), (page, title, path, space, space_title, changed_at, changed_by, comment))
// Recently changed pages the viewer may read, newest first, each once. Nobody can ask for one person's.
std::vector<RecentPage> recent(ReadTx&, const Viewer&, const RecentQuery&);

}  // namespace wiki
