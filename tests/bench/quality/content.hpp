// The pages that are searched: the demo agency, or a folder of Markdown, taken over by the product's own import. All of
// them may be read by the one who asks.
#pragma once
#include <server/site.hpp>
#include <tests/bench/quality/engine.hpp>
#include <tests/support/temporary_folder.hpp>

#include <filesystem>
#include <unordered_map>

namespace quality {

class Content {
 public:
  // `folder` with an agency.toml is a demo agency, whose pages are named after their space as well.
  explicit Content(const std::filesystem::path& folder);

  // With the text that our index is given: each section below the titles of all headings that it stands under, which
  // serves the compared engines better than headings that stand there once.
  Pages pages();
  std::unique_ptr<Engine> ours();

 private:
  void name_pages(bool with_space);

  TemporaryFolder data_;
  SystemClock clock_;
  search::Hook hook_;
  storage::Store store_;
  storage::Blobs blobs_;
  search::Index index_;
  Id<auth::Person> person_;
  std::unordered_map<std::int64_t, std::string> names_;
};

}  // namespace quality
