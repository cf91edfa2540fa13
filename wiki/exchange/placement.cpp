#include <wiki/exchange/placement.hpp>
#include <wiki/pages/tree.hpp>

#include <algorithm>
#include <span>
#include <unordered_set>

namespace wiki {
namespace {

constexpr std::size_t step_pages = 100;  // about 10 ms of the writer

struct Item {
  std::string file;    // "x/" for a container
  std::string folder;  // the folder it stands for, or empty
  std::string parent;  // folder
  std::string name;
  std::string order;
};

struct Parent {
  Id<Zone> zone;
  std::string path;
  std::optional<Time> trashed_at;
};
BOOST_DESCRIBE_STRUCT(Parent, (), (zone, path, trashed_at))

struct Done {
  const Item* item;
  Id<Page> page;
  bool created;
};

std::vector<Item> items(const SourceFolder& source) {
  std::unordered_set<std::string> pages(source.pages.begin(), source.pages.end());
  std::unordered_set<std::string> folder_pages;
  std::vector<Item> all;
  for (auto& folder : source.folders) {
    std::string file = folder + "/";
    for (auto candidate : {folder + "/index.md", folder + ".md"})
      if (file.back() == '/' && pages.contains(candidate)) file = candidate;
    folder_pages.insert(file);
    all.push_back({file, folder, std::string(folder_part(folder)), std::string(name_part(folder)), folder + "/"});
  }
  for (auto& file : source.pages) {
    if (folder_pages.contains(file) || file == "index.md") continue;
    all.push_back({file, {}, std::string(folder_part(file)), std::string(without_extension(name_part(file))), file});
  }
  std::stable_sort(all.begin(), all.end(), [](auto& l, auto& r) { return in_tree_order(l.order, r.order); });
  if (pages.contains("index.md")) all.push_back({"index.md", {}, {}, {}, {}});
  return all;
}

// The name as it is, unless no address may look like that.
std::string slug_for(const std::string& name) {
  try {
    Line<200> slug(name);
    if (!slug.empty()) return slug.str();
  } catch (const Failure&) {
    return slug_of(name, "seite");
  }
  return "seite";
}

class Placing {
 public:
  Placing(storage::Store& store, const PlacementPlan& plan, Placement& placement)
      : store_(store), plan_(plan), placement_(placement) {}

  void run(const std::vector<Item>& all, const ReportProgress& report) {
    for (auto& item : all)
      if (auto known = placement_.known.find(item.file); known != placement_.known.end())
        claimed_.insert(known->second.page);
    for (std::size_t at = 0; at < all.size(); at += step_pages) {
      std::span<const Item> step(all.data() + at, std::min(step_pages, all.size() - at));
      for (auto& done : store_.write([&](WriteTx& tx) { return place(tx, step); })) note(done);
      if (report) report({ExchangePhase::placing, at + step.size(), all.size()});
    }
  }

 private:
  // May run twice, so it changes nothing but its transaction.
  std::vector<Done> place(WriteTx& tx, std::span<const Item> step) {
    std::vector<Done> done;
    std::unordered_map<std::string, Id<Page>> fresh;
    std::unordered_map<std::int64_t, std::int64_t> positions;
    for (auto& item : step) {
      std::optional<Id<Page>> parent;
      if (!item.parent.empty()) {
        auto here = fresh.find(item.parent);
        parent = here != fresh.end() ? here->second : placement_.files.page_of_folder(item.parent);
        if (!parent) continue;  // in the trash
      }
      auto made = one(tx, item, parent, done, positions);
      if (!made) continue;
      done.push_back(*made);
      if (!item.folder.empty()) fresh[item.folder] = made->page;
    }
    return done;
  }

  std::optional<Done> one(WriteTx& tx, const Item& item, std::optional<Id<Page>> parent, const std::vector<Done>& done,
                          std::unordered_map<std::int64_t, std::int64_t>& positions) {
    if (auto known = known_page(item)) {
      if (!placement_.known.contains(item.file)) remember(tx, item, known->page);
      if (known->trashed) return {};
      return Done{&item, known->page, false};
    }
    Parent above{plan_.zone, {}, {}};
    if (parent)
      above = tx.system("the importer places pages for the system")
                  .one<Parent>("SELECT zone_id AS zone, path, trashed_at FROM page WHERE id = $1", *parent);
    if (above.trashed_at) return {};
    auto slug = item.file == "index.md" ? slug_of(plan_.start_title, "start") : slug_for(item.name);
    if (auto standing = page_at(tx, below(above.path, slug), done)) {
      remember(tx, item, *standing);
      return Done{&item, *standing, false};
    }
    auto at = positions.try_emplace(parent ? parent->value : 0, 0);
    if (at.second) at.first->second = last_position(tx, plan_.space, parent);
    auto position = item.file == "index.md" ? 0 : at.first->second += position_step;
    auto page = place_page(tx, plan_.space, above.zone, parent, slug, first_title(item), position).id;
    remember(tx, item, page);
    if (item.file.ends_with('/')) tx.changed(page_created, page, std::nullopt, above.zone);
    return Done{&item, page, true};
  }

  static std::string first_title(const Item& item) { return item.name.empty() ? "Start" : slug_for(item.name); }

  // A folder may have gained or lost its index.md since the last import; its page is still the same.
  const ImportedFile* known_page(const Item& item) const {
    std::vector<std::string> names{item.file};
    if (!item.folder.empty()) names.insert(names.end(), {item.folder + "/", item.folder + "/index.md"});
    for (auto& name : names)
      if (auto known = placement_.known.find(name); known != placement_.known.end()) return &known->second;
    return nullptr;
  }

  // A page that stands there already and came from no other file of this folder.
  std::optional<Id<Page>> page_at(WriteTx& tx, const std::string& path, const std::vector<Done>& done) const {
    auto page = tx.system("the importer places pages for the system")
                    .maybe<Id<Page>>("SELECT id FROM page WHERE space_id = $1 AND path = $2 AND trashed_at IS NULL",
                                     plan_.space, path);
    bool taken = page && (claimed_.contains(*page) ||
                          std::any_of(done.begin(), done.end(), [&](auto& other) { return other.page == *page; }));
    return taken ? std::nullopt : page;
  }

  void remember(WriteTx& tx, const Item& item, Id<Page> page) const {
    auto path = tx.system("the importer places pages for the system")
                    .one<std::string>("SELECT path FROM page WHERE id = $1", page);
    tx.run("INSERT INTO import_file (space_id, file, page_id, path, sha256) VALUES ($1, $2, $3, $4, x'')", plan_.space,
           item.file, page, path);
  }

  void note(const Done& done) {
    auto& item = *done.item;
    claimed_.insert(done.page);
    placement_.known.try_emplace(item.file, ImportedFile{item.file, done.page, {}, {}, false});
    if (!item.folder.empty()) placement_.files.add_folder(item.folder, done.page);
    if (item.file.ends_with('/'))
      placement_.containers += done.created;
    else
      placement_.files.add_page(item.file, done.page);
  }

  storage::Store& store_;
  const PlacementPlan& plan_;
  Placement& placement_;
  std::unordered_set<Id<Page>> claimed_;
};

}  // namespace

Placement placed(storage::Store& store, const PlacementPlan& plan, const SourceFolder& source, ImportSummary& summary,
                 const ReportProgress& report) {
  Placement placement;
  auto rows = store.read([&](ReadTx& tx) {
    return tx.system("the importer knows its files")
        .all<ImportedFile>(R"(
        SELECT f.file, f.page_id AS page, f.sha256, f.revision_id AS revision, p.trashed_at IS NOT NULL AS trashed
          FROM import_file f JOIN page p ON p.id = f.page_id
         WHERE f.space_id = $1)",
                           plan.space);
  });
  for (auto& row : rows) placement.known.emplace(row.file, row);
  for (auto& other : source.others) placement.files.add_other(other);
  Placing(store, plan, placement).run(items(source), report);
  for (auto& file : source.pages)
    if (!placement.files.page_of(file)) summary.add({file, "page_in_trash", {}});
  return placement;
}

}  // namespace wiki
