#include <tests/search/support/library.hpp>

#include <sstream>

namespace {

struct Row {
  std::int64_t id, zone_id;
  std::string title, path, text;
  auth::Level min_level;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, zone_id, title, path, text, min_level))

std::vector<auth::Section> sections_of(const std::string& text) {
  std::vector<auth::Section> out(1);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("# "))
      out.push_back({"s" + std::to_string(out.size()), line.substr(2), ""});
    else
      out.back().text += line + "\n";
  }
  return out;
}

std::optional<auth::Document> read(ReadTx& tx, std::int64_t id) {
  auto row = tx.system("test").maybe<Row>(R"(
      SELECT p.id, p.zone_id, p.title, p.path, t.text, t.min_level
        FROM page p JOIN test_text t ON t.page_id = p.id
       WHERE p.id = $1 AND p.trashed_at IS NULL)",
                                          id);
  if (!row) return {};
  if (row->text == "unreadable") throw std::runtime_error("unreadable");
  return auth::Document{row->id, {row->zone_id}, row->min_level, row->title, row->path, sections_of(row->text)};
}

std::vector<std::int64_t> ids(ReadTx& tx, std::int64_t after, std::size_t limit) {
  return tx.system("test").all<std::int64_t>(
      "SELECT id FROM page WHERE id > $1 AND trashed_at IS NULL ORDER BY id LIMIT $2", after, limit);
}

}  // namespace

std::vector<auth::DocumentSource> library_sources() {
  return {{"page.", read, ids}};
}

Library::Library() : folder(std::make_unique<TemporaryFolder>()) {
  open();
  store->write([&](WriteTx& tx) {
    tx.run("CREATE TABLE test_text (page_id INTEGER PRIMARY KEY, text TEXT NOT NULL, min_level INTEGER NOT NULL)");
    space_ = tx.next_id<auth::Space>().value;
    auto zone = auth::create_zone(tx, auth::ZoneKind::space);
    tx.run("INSERT INTO space VALUES ($1, 'test', 'Test', '', x'00', $2, 0)", space_, zone);
  });
  index->start();
}

void Library::open() {
  hook = std::make_unique<search::Hook>();
  store = std::make_unique<storage::Store>(storage::StoreOptions{.folder = folder->path(),
                                                                 .protected_tables = auth::protected_tables(),
                                                                 .clock = &clock,
                                                                 .reader_hook = hook.get()});
  index = std::make_unique<search::Index>(*store, *hook, library_sources());
}

void Library::reopen(const std::function<void(const std::filesystem::path&)>& between) {
  index.reset();
  store.reset();
  hook.reset();
  if (between) between(folder->path());
  open();
  index->start();
}

Id<auth::Zone> Library::zone() {
  return store->write([](WriteTx& tx) { return auth::create_zone(tx, auth::ZoneKind::space); });
}

Id<auth::Person> Library::person(const std::string& name) {
  auth::NewAccount account{Line<60>(name), Line<200>(name), Line<200>(name + "@example.org"), {}, false};
  return store->write([&](WriteTx& tx) { return auth::create_account(tx, {account, ""}); });
}

void Library::grant(Id<auth::Zone> zone, Id<auth::Person> person, auth::Level level) {
  store->write([&](WriteTx& tx) { auth::grant_person(tx, zone, person, level); });
}

std::int64_t Library::add(Id<auth::Zone> zone, const std::string& title, const std::string& text, auth::Level level) {
  return store->write([&](WriteTx& tx) {
    auto page = tx.next_id<Page>();
    auto path = "ordner/" + slug_of(title, "seite") + "-" + page.str();
    tx.run(R"(INSERT INTO page (id, space_id, zone_id, position, slug, path, title, container, created_at, changed_at)
              VALUES ($1, $2, $3, 0, $4, $4, $5, 0, 0, 0))",
           page, space_, zone, path, title);
    tx.run("INSERT INTO test_text VALUES ($1, $2, $3)", page, text, level);
    tx.changed("page.created", page, zone);
    return page.value;
  });
}

void Library::edit(std::int64_t page, const std::string& title, const std::string& text) {
  store->write([&](WriteTx& tx) {
    auto path = "ordner/" + slug_of(title, "seite") + "-" + std::to_string(page);
    tx.run("UPDATE page SET title = $2, slug = $3, path = $3 WHERE id = $1", page, title, path);
    tx.run("UPDATE test_text SET text = $2 WHERE page_id = $1", page, text);
    tx.changed("page.saved", Id<Page>{page}, Id<auth::Zone>{1});
  });
}

void Library::move(std::int64_t page, Id<auth::Zone> zone) {
  store->write([&](WriteTx& tx) { tx.run("UPDATE page SET zone_id = $2 WHERE id = $1", page, zone); });
}

void Library::remove(std::int64_t page) {
  store->write([&](WriteTx& tx) {
    tx.run("UPDATE page SET trashed_at = 1 WHERE id = $1", page);
    tx.changed("page.trashed", Id<Page>{page}, Id<auth::Zone>{1});
  });
}

search::Found Library::find(Id<auth::Person> person, const std::string& text, search::Request request) {
  request.query = search::parse(text);
  return store->read([&](ReadTx& tx) { return search::find(tx, auth::acting_as(tx, person), request); });
}

std::vector<std::int64_t> Library::pages(Id<auth::Person> person, const std::string& text) {
  std::vector<std::int64_t> out;
  for (auto& hit : find(person, text).hits) out.push_back(hit.page);
  return out;
}

std::vector<std::int64_t> Library::suggest(Id<auth::Person> person, const std::string& typed) {
  return store->read([&](ReadTx& tx) { return search::suggest(tx, auth::acting_as(tx, person), typed); });
}
