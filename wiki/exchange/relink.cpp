#include <wiki/exchange/import_text.hpp>
#include <wiki/exchange/relink.hpp>

namespace wiki {
namespace {

struct Row {
  std::string file;
  Id<Page> page;
};
BOOST_DESCRIBE_STRUCT(Row, (), (file, page))

}  // namespace

std::string relinked(ReadTx& tx, Id<Page> page, std::string text) {
  auto rows = tx.system("the files of an import, for a text that belongs to them")
                  .all<Row>(R"(
      SELECT file, page_id AS page FROM import_file
       WHERE space_id = (SELECT space_id FROM page WHERE id = $1)
       ORDER BY file)",
                            page);
  PageFiles files;
  std::string own;
  for (auto& row : rows) {
    bool container = row.file.ends_with('/');
    if (container)
      files.add_folder(row.file.substr(0, row.file.size() - 1), row.page);
    else
      files.add_page(row.file, row.page);
    if (row.page == page && !container) own = row.file;
  }
  return own.empty() ? text : linked_text(std::move(text), own, files).text;
}

}  // namespace wiki
