#include <search/chunk.hpp>
#include <search/generation.hpp>
#include <search/german/letters.hpp>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace search {
namespace {

constexpr std::int64_t format = 2;                  // of the tables below; another one means another file
constexpr int merge_pages = 256;                    // written by one step of merging: a few milliseconds
constexpr int lengths_unit = 32;                    // bytes of text counted as one in document.lengths
constexpr std::size_t forms_gathered_max = 60'000;  // before they are written to the vocabulary
constexpr std::size_t form_bytes_min = 3, form_bytes_max = 60;

// Rows of the two FTS5 tables ascend in the order of writing: the newest text is looked at first, and FTS5 needs no
// flush between rows. Both keep no text of their own (content=''); deleting hands them the old text.
constexpr const char* schema = R"(
  CREATE TABLE state (
    format INTEGER NOT NULL, epoch INTEGER NOT NULL, seq INTEGER NOT NULL, built INTEGER NOT NULL,
    source INTEGER NOT NULL, after INTEGER NOT NULL, next_row INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE document (
    first     INTEGER PRIMARY KEY,  -- row of its title and of its first section; the other sections follow
    page      INTEGER NOT NULL UNIQUE,
    sections  INTEGER NOT NULL,
    min_level INTEGER NOT NULL,
    words     INTEGER NOT NULL,     -- of the title
    lengths   BLOB    NOT NULL,     -- a byte a section, in 32 bytes of text
    digest    INTEGER NOT NULL,
    title     TEXT    NOT NULL,
    path      TEXT    NOT NULL
  ) STRICT;
  CREATE TABLE chunk (
    first INTEGER PRIMARY KEY,      -- row of its first section
    names BLOB NOT NULL,
    texts BLOB NOT NULL
  ) STRICT;
  CREATE TABLE word (
    form TEXT PRIMARY KEY,          -- of the texts, lower case; those of removed texts stay until the next generation
    uses INTEGER NOT NULL           -- about
  ) STRICT, WITHOUT ROWID;
)";

template <class... A>
void run(storage::Connection& connection, std::string_view sql, const A&... arguments) {
  auto& statement = connection.prepare(sql);
  int n = 0;
  try {
    (storage::bind_value(statement, ++n, arguments), ...);
    statement.step();
  } catch (...) {
    statement.reset();
    throw;
  }
  statement.reset();
}

struct Stored {
  std::int64_t first, page, digest;
};
BOOST_DESCRIBE_STRUCT(Stored, (), (first, page, digest))

struct Names {
  std::string title, path;
  std::int64_t sections;
};
BOOST_DESCRIBE_STRUCT(Names, (), (title, path, sections))

struct Frames {
  std::int64_t first;
  storage::Blob names, texts;
};
BOOST_DESCRIBE_STRUCT(Frames, (), (first, names, texts))

// What stands in the column title of every section: the last part of the path finds abbreviations such as "bgb".
std::string marked(const std::string& title) {
  return german::title_mark + title;
}

std::string title_words(const std::string& title, const std::string& path) {
  return title + ' ' + path.substr(path.rfind('/') + 1);
}

std::int64_t digest_of(const auth::Document& document) {
  std::size_t hash = std::size_t(document.min_level);
  auto mix = [&](const std::string& text) { hash = hash * 0x9E3779B97F4A7C15u + std::hash<std::string>{}(text); };
  mix(document.title);
  mix(document.path);
  for (auto& section : document.sections) mix(section.anchor), mix(section.heading), mix(section.text);
  return std::int64_t(hash);
}

storage::Blob lengths_of(const std::vector<auth::Section>& sections) {
  storage::Blob out;
  for (auto& section : sections)
    out.bytes += char(std::min<std::size_t>(255, (section.text.size() + lengths_unit - 1) / lengths_unit));
  return out;
}

std::int64_t words_in(std::string_view text) {
  std::int64_t count = 0;
  for (auto word = german::next_word(text, 0); word; word = german::next_word(text, word->end)) ++count;
  return count;
}

[[noreturn]] void rethrow(const storage::SqliteError& error) {
  if (error.disk_failed()) throw Damaged(error.what());
  throw error;
}

constexpr std::string_view section_insert =
    "INSERT INTO section_index (rowid, title, heading, body) VALUES ($1, $2, $3, $4)";
constexpr std::string_view section_delete =
    "INSERT INTO section_index (section_index, rowid, title, heading, body) VALUES ('delete', $1, $2, $3, $4)";

}  // namespace

Generation::Generation(const std::filesystem::path& file, std::int64_t number)
    : file_(file), number_(number), connection_(file.string(), storage::Connection::Mode::read_write) {
  register_tokenizer(connection_, &forms_);
  // A derived file may lose its last transactions with the power, but only whole ones: the cursor lies beside them.
  connection_.execute("PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=2000; PRAGMA secure_delete=FAST");
}

std::unique_ptr<Generation> Generation::create(const std::filesystem::path& file, std::int64_t number) {
  remove_generation(file.parent_path(), number);
  std::unique_ptr<Generation> made(new Generation(file, number));
  auto& connection = made->connection_;
  connection.execute("PRAGMA auto_vacuum=INCREMENTAL; VACUUM");
  auto tokenizer = " tokenize='" + std::string(tokenizer_sql) + "'";
  connection.execute("BEGIN");
  connection.execute(schema);
  connection.execute(
      "CREATE VIRTUAL TABLE title_index USING fts5(title, path, content='', columnsize=0, prefix='2 3'," + tokenizer +
      "); CREATE VIRTUAL TABLE section_index USING fts5(title, heading, body, content='', "
      "columnsize=0," +
      tokenizer + ")");
  // Merging has its own time; a transaction that adds text must not wait for it.
  connection.execute(
      "INSERT INTO section_index (section_index, rank) VALUES ('automerge', 0), ('crisismerge', 64),"
      " ('usermerge', 4), ('hashsize', 33554432)");
  run(connection, "INSERT INTO state VALUES ($1, 0, 0, 0, 0, 0, 1)", format);
  connection.execute("COMMIT");
  return made;
}

std::unique_ptr<Generation> Generation::open(const std::filesystem::path& file, std::int64_t number) {
  std::unique_ptr<Generation> opened(new Generation(file, number));
  storage::ReadTx tx(opened->connection_, {});
  if (tx.one<std::int64_t>("SELECT format FROM state") != format) throw std::runtime_error("another format");
  opened->progress_ = tx.one<Progress>("SELECT epoch, seq, built, source, after FROM state");
  opened->next_row_ = tx.one<std::int64_t>("SELECT next_row FROM state");
  // Damage shows here rather than in somebody's search.
  for (auto table : {"title_index", "section_index"})
    tx.all<std::int64_t>("SELECT rowid FROM " + std::string(table) + " WHERE " + table + " MATCH 'a' LIMIT 1");
  opened->counts();
  return opened;
}

bool Generation::empty(const std::filesystem::path& file) {
  storage::Connection connection(file.string(), storage::Connection::Mode::query_only);
  return storage::ReadTx(connection, {}).one<std::int64_t>("SELECT count(*) FROM sqlite_schema") == 0;
}

void Generation::apply(const std::vector<Update>& updates, const Progress& then) {
  connection_.run("BEGIN IMMEDIATE");
  auto undo = [this, next_row_before = next_row_] {
    next_row_ = next_row_before;
    if (connection_.in_transaction()) connection_.run("ROLLBACK");
  };
  try {
    storage::ReadTx tx(connection_, {});
    std::vector<std::int64_t> old;
    std::vector<std::pair<const Update*, std::int64_t>> fresh;
    for (auto& update : updates) {
      auto digest = update.document ? digest_of(*update.document) : 0;
      auto stored = tx.maybe<Stored>("SELECT first, page, digest FROM document WHERE page = $1", update.page);
      if (stored && update.document && stored->digest == digest) continue;
      if (stored) old.push_back(stored->first);
      if (update.document) fresh.push_back({&update, digest});
    }
    std::sort(old.begin(), old.end());  // FTS5 flushes whenever rows do not ascend
    if (!old.empty()) write_forms();
    for (auto first : old) remove(first);
    if (!old.empty()) forget_forms();  // removing a text has read it once more
    for (auto& [update, digest] : fresh) insert(*update->document, update->page, digest);
    if (then.built || forms_.uses.size() >= forms_gathered_max) write_forms();
    run(connection_, "UPDATE state SET epoch = $1, seq = $2, built = $3, source = $4, after = $5, next_row = $6",
        then.epoch, then.seq, then.built, then.source, then.after, next_row_);
    connection_.run("COMMIT");
  } catch (const storage::SqliteError& error) {
    undo();
    rethrow(error);
  } catch (...) {
    undo();
    throw;
  }
  progress_ = then;
}

void Generation::remove(std::int64_t first) {
  storage::ReadTx tx(connection_, {});
  auto names = tx.one<Names>("SELECT title, path, sections FROM document WHERE first = $1", first);
  auto end = first + names.sections;
  run(connection_, "INSERT INTO title_index (title_index, rowid, title, path) VALUES ('delete', $1, $2, $3)", first,
      marked(names.title), names.path);
  auto title = title_words(names.title, names.path);
  for (auto& chunk : tx.all<Frames>(
           "SELECT first, names, texts FROM chunk WHERE first >= $1 AND first < $2 ORDER BY first", first, end)) {
    auto row = chunk.first;
    for (auto& section : unpacked(chunk.names.bytes, chunk.texts.bytes))
      run(connection_, section_delete, row++, title, marked(section.heading), section.text);
  }
  run(connection_, "DELETE FROM chunk WHERE first >= $1 AND first < $2", first, end);
  run(connection_, "DELETE FROM document WHERE first = $1", first);
}

void Generation::insert(const auth::Document& document, std::int64_t page, std::int64_t digest) {
  static const std::vector<auth::Section> no_text(1);  // a document without text is found by its title
  auto& sections = document.sections.empty() ? no_text : document.sections;
  auto first = next_row_;
  next_row_ += std::int64_t(sections.size());
  run(connection_,
      R"(INSERT INTO document (first, page, sections, min_level, words, lengths, digest, title, path)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9))",
      first, page, sections.size(), document.min_level, words_in(document.title), lengths_of(sections), digest,
      document.title, document.path);
  run(connection_, "INSERT INTO title_index (rowid, title, path) VALUES ($1, $2, $3)", first, marked(document.title),
      document.path);
  auto title = title_words(document.title, document.path);
  auto row = first;
  for (auto& section : sections) run(connection_, section_insert, row++, title, marked(section.heading), section.text);
  for (auto& chunk : packed(sections))
    run(connection_, "INSERT INTO chunk (first, names, texts) VALUES ($1, $2, $3)", first + std::int64_t(chunk.first),
        storage::Blob{chunk.names}, storage::Blob{chunk.texts});
}

void Generation::write_forms() {
  for (auto& [form, uses] : forms_.uses) {
    bool plain = form.size() >= form_bytes_min && form.size() <= form_bytes_max &&
                 std::none_of(form.begin(), form.end(), german::is_digit);
    if (uses && plain)
      run(connection_, "INSERT INTO word VALUES ($1, $2) ON CONFLICT (form) DO UPDATE SET uses = uses + $2", form,
          uses);
  }
  forget_forms();
}

void Generation::forget_forms() {
  if (forms_.uses.size() >= forms_gathered_max) {
    forms_.uses.clear();
    ++forms_.epoch;
  }
  for (auto& [form, uses] : forms_.uses) uses = 0;
}

bool Generation::merge_step() {
  auto changes = [this] { return storage::ReadTx(connection_, {}).one<std::int64_t>("SELECT total_changes()"); };
  auto before = changes();
  merge(merge_pages);
  return changes() - before >= 2;  // as FTS5 documents it
}

void Generation::merge_all() {
  merge(-merge_pages);
}

void Generation::merge(int pages) try {
  run(connection_, "INSERT INTO section_index (section_index, rank) VALUES ('merge', $1)", pages);
} catch (const storage::SqliteError& error) {
  rethrow(error);
}

void Generation::shrink() {
  connection_.execute("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE)");
}

Counts Generation::counts() {
  return storage::ReadTx(connection_, {})
      .one<Counts>("SELECT count(*) AS documents, coalesce(sum(sections), 0) AS sections FROM document");
}

std::string Generation::fault() {
  try {
    storage::ReadTx tx(connection_, {});
    auto pages = tx.one<std::string>("PRAGMA quick_check(1)");
    if (pages != "ok") return pages;
    for (auto table : {"title_index", "section_index"}) {
      auto name = std::string(table);
      run(connection_, "INSERT INTO " + name + " (" + name + ") VALUES ('integrity-check')");
    }
    auto sections = std::int64_t(0);
    tx.each<Frames>("SELECT first, names, texts FROM chunk", [&](Frames chunk) {
      sections += std::int64_t(unpacked(chunk.names.bytes, chunk.texts.bytes).size());
    });
    if (sections != counts().sections) return "sections are missing";
    return {};
  } catch (const std::exception& error) {
    return error.what();
  }
}

std::filesystem::path generation_file(const std::filesystem::path& folder, std::int64_t number) {
  return folder / ("search-" + tokenizer_name() + "-" + std::to_string(number) + ".db");
}

std::vector<std::int64_t> generations_in(const std::filesystem::path& folder) {
  std::vector<std::int64_t> numbers;
  auto start = "search-" + tokenizer_name() + "-";
  for (auto& entry : std::filesystem::directory_iterator(folder)) {
    auto name = entry.path().filename().string();
    if (!name.starts_with(start) || !name.ends_with(".db")) continue;
    std::int64_t number = 0;
    auto end = name.data() + name.size() - 3;
    auto [stopped, error] = std::from_chars(name.data() + start.size(), end, number);
    if (error == std::errc{} && stopped == end) numbers.push_back(number);
  }
  std::sort(numbers.rbegin(), numbers.rend());
  return numbers;
}

void remove_foreign_generations(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> foreign;
  for (auto& entry : std::filesystem::directory_iterator(folder)) {
    auto name = entry.path().filename().string();
    if (name.starts_with("search-") && !name.starts_with("search-" + tokenizer_name() + "-"))
      foreign.push_back(entry.path());
  }
  for (auto& file : foreign) std::filesystem::remove(file);
}

void remove_generation(const std::filesystem::path& folder, std::int64_t number) {
  auto file = generation_file(folder, number).string();
  for (auto ending : {"", "-wal", "-shm"}) std::filesystem::remove(file + ending);
}

}  // namespace search
