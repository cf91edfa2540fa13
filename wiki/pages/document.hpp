// Pages as the search reads them.
#pragma once
#include <auth/document.hpp>
#include <wiki/names.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

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

// Narrows a search to some pages. What is not given does not narrow.
struct PageFilter {
  std::optional<std::string> label;
  std::optional<std::string> owner;   // part of the name of a person, post or unit; at most 100 characters
  std::optional<Time> after, before;  // when the page was changed last
  bool any() const { return label || owner || after || before; }
};
// Of pages the viewer may read; valid as long as the transaction.
std::function<bool(std::int64_t page)> page_filter(ReadTx&, const Viewer&, PageFilter);

// How many of `pages` (the first `facet_pages_max` of them) lie where, among those the viewer may read.
struct Facet {
  std::string value, title;
  std::int64_t pages;
};
BOOST_DESCRIBE_STRUCT(Facet, (), (value, title, pages))
struct Facets {
  std::vector<Facet> spaces, labels, years;  // most pages first; labels at most 20
  bool exact;                                // false: only the best pages were counted
};
BOOST_DESCRIBE_STRUCT(Facets, (), (spaces, labels, years, exact))
inline constexpr std::size_t facet_pages_max = 1'000;
Facets facets(ReadTx&, const Viewer&, const std::vector<std::int64_t>& pages);

// The zones that a space's pages lie in, as far as the viewer may read them.
std::vector<Id<Zone>> zones_of_space(ReadTx&, const Viewer&, std::string_view slug);

}  // namespace wiki
