#include <auth/audit.hpp>
#include <wiki/pages/attachment.hpp>

#include <magic.h>

#include <algorithm>
#include <array>
#include <memory>

namespace wiki {
namespace {

constexpr std::size_t name_characters_max = 200;

struct Row {
  Id<Attachment> id;
  std::string name, type;
  std::int64_t bytes;
  Blob sha256;
  Time at;
  Id<Person> person;
  std::string display_name;
  TextState text;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, name, type, bytes, sha256, at, person, display_name, text))

struct Place {
  Id<Page> page;
};
BOOST_DESCRIBE_STRUCT(Place, (), (page))

constexpr std::string_view columns = R"(
    SELECT a.id, a.name, a.type, a.bytes, a.sha256, a.at, p.id AS person, p.display_name,
           coalesce(t.state, 'waiting') AS text
      FROM attachment a JOIN person p ON p.id = a.author_id
      LEFT JOIN attachment_text t ON t.sha256 = a.sha256 )";

AttachmentView view(const Row& row) {
  return {row.id, row.name, row.type, row.bytes, storage::hex(row.sha256.bytes), row.at,
          {row.person, row.display_name}, row.text};
}

// A relative path without steps up: names may carry folders ("bilder/ablauf.png"), as imported texts do.
bool fits_name(const std::string& name) {
  if (name.empty() || name.front() == '/' || name.back() == '/') return false;
  if (name.find('\\') != std::string::npos || name.find("//") != std::string::npos) return false;
  for (std::size_t at = 0; at <= name.size();) {
    auto end = std::min(name.find('/', at), name.size());
    auto part = name.substr(at, end - at);
    if (part == "." || part == "..") return false;
    at = end + 1;
  }
  return true;
}

// libmagic's handle is not safe for concurrent use: one a thread.
magic_t types() {
  thread_local std::unique_ptr<magic_set, decltype(&magic_close)> handle = [] {
    std::unique_ptr<magic_set, decltype(&magic_close)> made(magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS),
                                                            magic_close);
    if (!made || magic_load(made.get(), nullptr) != 0) throw std::runtime_error("no database of file types");
    return made;
  }();
  return handle.get();
}

bool refused(std::string_view type) {
  constexpr std::array<std::string_view, 9> programs = {
      "application/x-executable", "application/x-pie-executable", "application/x-sharedlib", "application/x-dosexec",
      "application/x-mach-binary", "application/vnd.microsoft.portable-executable", "text/x-shellscript",
      "application/x-ms-shortcut", "application/java-archive"};
  return std::find(programs.begin(), programs.end(), type) != programs.end();
}

}  // namespace

std::vector<AttachmentView> attachments(ReadTx& tx, const Viewer& viewer, Id<Page> page) {
  require_page(tx, viewer, page, Level::read);
  std::vector<AttachmentView> list;
  for (auto& row : tx.system("a page whose head was checked")
                       .all<Row>(std::string(columns) + "WHERE a.page_id = $1 ORDER BY a.name", page))
    list.push_back(view(row));
  return list;
}

void check_upload(ReadTx& tx, const Viewer& viewer, Id<Page> page, std::string_view name) {
  require_page(tx, viewer, page, Level::edit);
  if (!fits_name(Line<name_characters_max>(name).str()))
    throw Failure(Problem::invalid, "wrong_attachment_name", "name");
}

NewAttachment identified(std::string_view name, storage::StoredBlob blob) {
  auto checked = Line<name_characters_max>(name).str();
  if (!fits_name(checked)) throw Failure(Problem::invalid, "wrong_attachment_name", "name");
  const char* found = magic_buffer(types(), blob.head.data(), blob.head.size());
  std::string type = found ? found : "application/octet-stream";
  if (refused(type)) throw Failure(Problem::invalid, "attachment_type_refused", "name");
  return {checked, type, std::move(blob)};
}

Id<Attachment> attach_as(WriteTx& tx, Id<Person> author, Id<Page> page, Id<Zone> zone, const NewAttachment& in) {
  tx.run("DELETE FROM attachment WHERE page_id = $1 AND name = $2", page, in.name);
  auto id = tx.next_id<Attachment>();
  tx.run(R"(INSERT INTO attachment (id, page_id, name, type, bytes, sha256, at, author_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8))",
         id, page, in.name, in.type, in.blob.size_bytes, Blob{in.blob.sha256}, tx.now(), author);
  await_text(tx, in.blob.sha256);
  tx.changed(page_attached, page, zone);
  return id;
}

AttachmentView attach(WriteTx& tx, const Viewer& viewer, Id<Page> page, const NewAttachment& in) {
  auto head = require_page(tx, viewer, page, Level::edit);
  auto id = attach_as(tx, viewer.person, page, head.zone, in);
  return view(tx.system("the attachment just made").one<Row>(std::string(columns) + "WHERE a.id = $1", id));
}

void remove_attachment(WriteTx& tx, const Viewer& viewer, Id<Attachment> id) {
  auto place = tx.maybe<Place>(R"(
      SELECT a.page_id AS page
        FROM attachment a JOIN page p ON p.id = a.page_id
       WHERE a.id = $1
         AND EXISTS (SELECT 1 FROM readable r
                      WHERE r.person_id = $2 AND r.zone_id = p.zone_id
                        AND r.level >= CASE WHEN EXISTS (SELECT 1 FROM shown_page s WHERE s.id = p.id)
                                            THEN 10 ELSE 30 END))",
                               id, viewer.person);
  if (!place) throw Failure(Problem::not_found, "attachment_not_found");
  auto head = require_page(tx, viewer, place->page, Level::edit);
  tx.run("DELETE FROM attachment WHERE id = $1", id);
  auth::audit(tx, viewer, "attachment.removed", {"attachment", id.value}, "page " + place->page.str());
  tx.changed(page_attached, place->page, head.zone);
  tx.enqueue("blobs.sweep", 0);
}

AttachmentFile attachment_file(ReadTx& tx, const Viewer& viewer, Id<Attachment> id) {
  auto file = tx.maybe<AttachmentFile>(R"(
      SELECT a.name, a.type, a.bytes, a.sha256
        FROM attachment a JOIN shown_page p ON p.id = a.page_id
       WHERE a.id = $1
         AND EXISTS (SELECT 1 FROM readable r WHERE r.person_id = $2 AND r.zone_id = p.zone_id AND r.level >= 10))",
                                       id, viewer.person);
  if (!file) throw Failure(Problem::not_found, "attachment_not_found");
  return *file;
}

bool is_raster_image(std::string_view type) {
  return type == "image/png" || type == "image/jpeg" || type == "image/gif" || type == "image/webp" ||
         type == "image/avif";
}

std::vector<AttachmentName> attachment_names(ReadTx& tx, Id<Page> page) {
  return tx.system("a page whose head was checked")
      .all<AttachmentName>("SELECT id, name FROM attachment WHERE page_id = $1", page);
}

bool blob_wanted(ReadTx& tx, const std::string& sha256) {
  return tx.system("sweeping blobs")
      .maybe<int>("SELECT 1 FROM attachment WHERE sha256 = $1 LIMIT 1", Blob{sha256})
      .has_value();
}

}  // namespace wiki
