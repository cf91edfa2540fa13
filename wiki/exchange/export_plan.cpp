#include <wiki/exchange/export_plan.hpp>

#include <algorithm>

namespace wiki {
namespace {

constexpr std::size_t name_bytes_max = 240;

struct PageRow {
  Id<Page> id;
  std::optional<Id<Page>> parent;
  std::string slug, title;
  bool container;
};
BOOST_DESCRIBE_STRUCT(PageRow, (), (id, parent, slug, title, container))

struct AttachmentRow {
  Id<Attachment> id;
  Id<Page> page;
  std::string name;
  Blob sha256;
};
BOOST_DESCRIBE_STRUCT(AttachmentRow, (), (id, page, name, sha256))

// Where a page or an attachment (by name) came from, while the page stands where it stood.
struct Origin {
  Id<Page> page;
  std::string name, file;
};
BOOST_DESCRIBE_STRUCT(Origin, (), (page, name, file))
using Origins = std::map<std::pair<Id<Page>, std::string>, std::string>;

std::vector<PageRow> page_rows(ReadTx& tx, Id<Space> space) {
  return tx.system("an export reads everything")
      .all<PageRow>(R"(
      SELECT id, parent_id AS parent, slug, title, container
        FROM shown_page
       WHERE space_id = $1
       ORDER BY path, id)",
                    space);
}

std::vector<AttachmentRow> attachment_rows(ReadTx& tx, Id<Space> space) {
  return tx.system("an export reads everything")
      .all<AttachmentRow>(R"(
      SELECT a.id, a.page_id AS page, a.name, a.sha256
        FROM shown_page p JOIN attachment a ON a.page_id = p.id
       WHERE p.space_id = $1
       ORDER BY p.path, a.name)",
                          space);
}

Origins page_origins(ReadTx& tx, Id<Space> space) {
  Origins origins;
  for (auto& row : tx.system("an export reads everything")
                       .all<Origin>(R"(
           SELECT f.page_id AS page, '' AS name, f.file
             FROM import_file f JOIN page p ON p.id = f.page_id
            WHERE f.space_id = $1 AND p.space_id = $1 AND p.path = f.path
            ORDER BY f.file)",
                                    space))
    origins[{row.page, {}}] = row.file;
  return origins;
}

Origins attachment_origins(ReadTx& tx, Id<Space> space) {
  Origins origins;
  for (auto& row : tx.system("an export reads everything")
                       .all<Origin>(R"(
           SELECT page_id AS page, name, file FROM import_attachment WHERE space_id = $1 ORDER BY file)",
                                    space))
    origins[{row.page, row.name}] = row.file;
  return origins;
}

// The folder that a page of this file spans.
std::string spanned(const std::string& file) {
  if (file.ends_with('/')) return file.substr(0, file.size() - 1);
  if (is_index_file(file)) return std::string(folder_part(file));
  return below(folder_part(file), without_extension(name_part(file)));
}

bool usable(const std::string& file) {
  if (file.ends_with('/')) return is_plain_path(file.substr(0, file.size() - 1));
  return is_plain_path(file) && is_markdown_file(file);
}

class Planning {
 public:
  Planning(ReadTx& tx, ExportPlan& plan, ExportSummary& summary) : tx_(tx), plan_(plan), summary_(summary) {}

  void space(const ExportedSpace& space, const std::string& top) {
    top_ = top;
    rows_ = page_rows(tx_, space.id);
    row_of_.clear();
    for (auto& row : rows_) row_of_[row.id] = &row;
    std::unordered_set<Id<Page>> parents;
    for (auto& row : rows_)
      if (row.parent) parents.insert(*row.parent);
    auto origins = page_origins(tx_, space.id);
    for (auto& row : rows_) {
      auto origin = origins.find({row.id, {}});
      if (origin != origins.end()) to_its_file(row, origin->second, parents.contains(row.id));
    }
    for (auto& row : rows_) to_the_tree(row);
    origins = attachment_origins(tx_, space.id);
    for (auto& row : attachment_rows(tx_, space.id)) attachment(row, origins);
  }

 private:
  void to_its_file(const PageRow& row, const std::string& origin, bool parent) {
    if (!usable(origin)) return;
    if (origin == "index.md" && parent) return;  // what is below it needs a folder
    auto file = below(top_, origin);
    auto folder = origin == "index.md" ? below(top_, row.slug) : spanned(file);
    if (file.ends_with('/')) file += "index.md";
    if (row.container) file.clear();
    if (!file.empty() && taken_.contains(file)) return;
    add(row, folder, file, true);
  }

  void to_the_tree(const PageRow& row) {
    if (plan_.by_id.contains(row.id)) return;
    std::string above = top_;
    if (row.parent && row_of_.contains(*row.parent)) {
      to_the_tree(*row_of_.at(*row.parent));
      above = plan_.pages[plan_.by_id.at(*row.parent)].folder;
    }
    bool plain =
        is_plain_path(row.slug) && row.slug.find('/') == std::string::npos && row.slug.size() <= name_bytes_max;
    auto name = plain ? row.slug : slug_of(row.title, "seite");
    auto folder = below(above, name);
    for (int n = 2; folders_.contains(folder) || taken_.contains(folder) || taken_.contains(folder + "/index.md"); ++n)
      folder = below(above, name + "-" + std::to_string(n));
    auto file = row.container ? std::string() : folder + "/index.md";
    if (name_part(folder) != row.slug) summary_.add({folder, "exported_elsewhere", row.slug});
    add(row, folder, file, false);
  }

  void add(const PageRow& row, const std::string& folder, const std::string& file, bool in_place) {
    plan_.by_id[row.id] = plan_.pages.size();
    plan_.pages.push_back({row.id, folder, file, {}});
    folders_.insert(folder);
    in_place_[row.id] = in_place;
    plan_.files.add_folder(folder, row.id);
    if (file.empty()) return;
    taken_.insert(file);
    plan_.files.add_page(file, row.id);
  }

  void attachment(const AttachmentRow& row, const Origins& origins) {
    auto& page = plan_.pages[plan_.by_id.at(row.page)];
    bool plain = is_plain_path(row.name);
    std::vector<std::string> wanted;
    auto origin = origins.find({row.page, row.name});
    bool from_file = origin != origins.end() && is_plain_path(origin->second) && in_place_.at(row.page);
    if (plain && from_file) wanted.push_back(below(top_, origin->second));
    if (plain && !page.file.empty()) wanted.push_back(below(folder_part(page.file), row.name));
    auto last = below(page.folder, plain ? row.name : "anlage-" + row.id.str());
    wanted.push_back(last);
    std::size_t at = 0;
    for (int n = 2; !free_for(wanted[at], row.sha256.bytes); ++n)
      if (++at == wanted.size())
        wanted.push_back(below(folder_part(last), std::to_string(n) + "-" + std::string(name_part(last))));
    auto& file = wanted[at];
    taken_.insert(file);
    others_[file] = row.sha256.bytes;
    plan_.files.add_other(file);
    page.attachments.push_back({row.name, file, row.sha256.bytes});
  }

  // The same content may lie in one file for several pages.
  bool free_for(const std::string& file, const std::string& sha256) const {
    auto other = others_.find(file);
    if (other != others_.end()) return other->second == sha256;
    return !taken_.contains(file) && !folders_.contains(file);
  }

  ReadTx& tx_;
  ExportPlan& plan_;
  ExportSummary& summary_;
  std::string top_;
  std::vector<PageRow> rows_;
  std::unordered_map<Id<Page>, const PageRow*> row_of_;
  std::unordered_map<Id<Page>, bool> in_place_;
  std::unordered_set<std::string> taken_, folders_;
  std::unordered_map<std::string, std::string> others_;  // hash by file
};

}  // namespace

ExportPlan export_plan(ReadTx& tx, const std::vector<ExportedSpace>& spaces, bool in_folders, ExportSummary& summary) {
  ExportPlan plan;
  Planning planning(tx, plan, summary);
  for (auto& space : spaces) planning.space(space, in_folders ? space.slug : "");
  return plan;
}

}  // namespace wiki
