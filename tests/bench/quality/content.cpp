#include <fmt/format.h>
#include <auth/access.hpp>
#include <auth/accounts.hpp>
#include <auth/sessions.hpp>
#include <base/failure.hpp>
#include <search/find.hpp>
#include <server/commands/demo.hpp>
#include <tests/bench/quality/content.hpp>
#include <wiki/exchange/import.hpp>
#include <wiki/pages/document.hpp>

namespace quality {
namespace {

struct Named {
  std::int64_t page;
  std::string space, file;
};
BOOST_DESCRIBE_STRUCT(Named, (), (page, space, file))

std::string without(std::string text, std::string_view end) {
  if (text.ends_with(end)) text.resize(text.size() - end.size());
  return text;
}

class Ours final : public Engine {
 public:
  Ours(storage::Store& store, Id<auth::Person> person, const std::unordered_map<std::int64_t, std::string>& names)
      : store_(store), person_(person), names_(names) {}

  std::string name() const override { return "ours"; }

  std::vector<Hit> search(const std::string& query) override {
    try {
      auto found = store_.read([&](ReadTx& tx) {
        return search::find(tx, auth::acting_as(tx, person_), {.query = search::parse(query), .limit = hits_max});
      });
      std::vector<Hit> hits;
      for (auto& hit : found.hits)
        if (auto name = names_.find(hit.page); name != names_.end()) hits.push_back({name->second, hit.sections[0].heading});
      return hits;
    } catch (const Failure& failure) {
      fmt::print(stderr, "refused, {}: {}\n", failure.key(), query);
      return {};
    }
  }

 private:
  storage::Store& store_;
  Id<auth::Person> person_;
  const std::unordered_map<std::int64_t, std::string>& names_;
};

}  // namespace

Content::Content(const std::filesystem::path& folder)
    : store_(server::store_options(data_.path(), clock_, hook_)),
      blobs_(data_.path() / "blobs"),
      index_(store_, hook_, server::document_sources()) {
  bool agency = std::filesystem::exists(folder / "agency.toml");
  if (agency) server::seed_demo(store_, blobs_, folder);
  person_ = store_.write([](WriteTx& tx) {
    auth::NewAccount account{Line<60>("quality"), Line<200>("Quality"), Line<200>("quality@amt.example"), {}, true};
    return auth::create_account(tx, {account, ""});
  });
  if (!agency) wiki::run_import(store_, blobs_, {folder, wiki::Slug("recht"), {}, auth::Level::read, person_});
  store_.write([](WriteTx& tx) {
    for (auto zone : tx.system("everybody reads all").all<Id<auth::Zone>>("SELECT zone_id FROM space"))
      auth::grant_everyone(tx, zone, auth::Level::read);
  });
  name_pages(agency);
  index_.start();
  index_.settle();
}

void Content::name_pages(bool with_space) {
  auto rows = store_.read([](ReadTx& tx) {
    return tx.system("pages are named after their files").all<Named>(R"(
        SELECT f.page_id AS page, s.slug AS space, f.file
          FROM import_file f JOIN space s ON s.id = f.space_id
         WHERE f.file LIKE '%.md')");
  });
  for (auto& row : rows) {
    auto name = without(without(row.file, ".md"), "/index");
    names_[row.page] = with_space ? row.space + "/" + name : name;
  }
}

Pages Content::pages() {
  Pages pages;
  auto source = wiki::page_documents();
  for (auto& [id, name] : names_) {
    auto document = store_.read([&](ReadTx& tx) { return source.read(tx, id); });
    if (!document) continue;
    Page page{name, document->title, document->path, {}};
    for (auto& section : document->sections) page.text += section.heading + "\n" + section.text + "\n";
    pages.push_back(std::move(page));
  }
  return pages;
}

std::unique_ptr<Engine> Content::ours() {
  return std::make_unique<Ours>(store_, person_, names_);
}

}  // namespace quality
