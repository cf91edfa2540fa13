// One generation of the index: one derived file that is rebuilt, never migrated or backed up. Content and the cursor
// that says how far it has come are written in the same transaction.
#pragma once
#include <auth/document.hpp>
#include <search/fts5/tokenizer.hpp>
#include <storage/feed.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace search {

// How far the file has come: while it is being built, where the walk over all documents stands.
struct Progress {
  std::int64_t epoch = 0, seq = 0;
  bool built = false;
  std::int64_t source = 0, after = 0;
  storage::Cursor cursor() const { return {epoch, seq}; }
};
BOOST_DESCRIBE_STRUCT(Progress, (), (epoch, seq, built, source, after))

struct Update {
  std::int64_t page;
  std::optional<auth::Document> document;  // nullopt: gone
};

struct Counts {
  std::int64_t documents = 0, sections = 0;
};
BOOST_DESCRIBE_STRUCT(Counts, (), (documents, sections))

// Belongs to one thread, the only writer of the file.
class Generation {
 public:
  // Opens the file, or creates it. SqliteError or std::runtime_error when it is no whole index of this version.
  static std::unique_ptr<Generation> open(const std::filesystem::path&, std::int64_t number);
  static std::unique_ptr<Generation> create(const std::filesystem::path&, std::int64_t number);
  // A file whose creation was interrupted: it holds nothing yet.
  static bool empty(const std::filesystem::path&);

  std::int64_t number() const { return number_; }
  const std::filesystem::path& file() const { return file_; }
  const Progress& progress() const { return progress_; }

  // Replaces documents; those that did not change cost nothing. Doing it again changes nothing. Damaged when the file
  // is broken.
  void apply(const std::vector<Update>&, const Progress& then);
  // A bounded step of merging; false when nothing was left to do.
  bool merge_step();
  // Asks the next merge steps to make one segment of all, as after a build.
  void merge_all();
  // Gives free space back to the disk, as far as readers allow.
  void shrink();
  Counts counts();
  // What is wrong with the file, or empty.
  std::string fault();

 private:
  Generation(const std::filesystem::path&, std::int64_t number);
  void merge(int pages);
  void remove(std::int64_t first);
  void insert(const auth::Document&, std::int64_t page, std::int64_t digest);
  void write_forms();
  void forget_forms();

  std::filesystem::path file_;
  std::int64_t number_;
  german::FormCounts forms_;  // of texts written since write_forms(); the connection's tokenizer fills it
  storage::Connection connection_;
  Progress progress_;
  std::int64_t next_row_ = 1;
};

// DIR/search-<tokenizer>-<n>.db, all generations found, newest first.
std::filesystem::path generation_file(const std::filesystem::path& folder, std::int64_t number);
std::vector<std::int64_t> generations_in(const std::filesystem::path& folder);
// With its log. Nothing happens if it is not there.
// Files of another tokenizer, which this program can neither read nor continue.
void remove_foreign_generations(const std::filesystem::path& folder);
void remove_generation(const std::filesystem::path& folder, std::int64_t number);

}  // namespace search
