// Pages as the search reads them.
#pragma once
#include <auth/document.hpp>
#include <wiki/names.hpp>

namespace wiki {

auth::DocumentSource page_documents();

// What a list of hits shows of pages, in the order asked; pages the viewer may not read are missing.
struct Found {
  Id<Page> page;
  std::string title, path, space, space_title;
  Time changed_at;
};
BOOST_DESCRIBE_STRUCT(Found, (), (page, title, path, space, space_title, changed_at))
std::optional<Found> found_page(ReadTx&, const Viewer&, Id<Page>);

// The zones that a space's pages lie in, as far as the viewer may read them.
std::vector<Id<Zone>> zones_of_space(ReadTx&, const Viewer&, std::string_view slug);

}  // namespace wiki
