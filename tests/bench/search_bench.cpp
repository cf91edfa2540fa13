// Indexes a folder of Markdown (STAFETTE_CORPUS) and searches it: megabytes a second, size on disk, latencies in CPU
// time. Prints a table beside the limits of ARCHITECTURE.md; splits the files at headings without the wiki.
#include <fmt/core.h>
#include <auth/access.hpp>
#include <auth/accounts.hpp>
#include <auth/sessions.hpp>
#include <search/find.hpp>
#include <search/hook.hpp>
#include <search/index.hpp>
#include <search/suggest.hpp>
#include <tests/support/temporary_folder.hpp>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <map>
#include <sstream>

namespace {

constexpr std::size_t section_bytes_max = 8 * 1024;

struct Corpus {
  std::map<std::int64_t, std::filesystem::path> files;  // by page
  std::uintmax_t bytes = 0;
};
Corpus corpus;

std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

auth::Document split(std::int64_t page, const std::filesystem::path& file) {
  auth::Document document;
  document.id = page;
  document.path = file.parent_path().parent_path().filename().string() + "/" + file.parent_path().filename().string();
  document.sections.emplace_back();
  std::istringstream lines(content(file));
  for (std::string line; std::getline(lines, line);) {
    if (document.title.empty() && line.starts_with("Title: ")) document.title = line.substr(7);
    bool heading = line.starts_with("#");
    if (heading || document.sections.back().text.size() + line.size() > section_bytes_max) {
      auto name =
          heading ? line.substr(std::min(line.size(), line.find_first_not_of("# "))) : document.sections.back().heading;
      document.sections.push_back({"s" + std::to_string(document.sections.size()), name, ""});
      if (heading) continue;
    }
    document.sections.back().text += line + '\n';
  }
  if (document.title.empty()) document.title = document.path;
  return document;
}

std::optional<auth::Document> read(ReadTx&, std::int64_t id) {
  auto file = corpus.files.find(id);
  if (file == corpus.files.end()) return {};
  return split(id, file->second);
}

std::vector<std::int64_t> ids(ReadTx&, std::int64_t after, std::size_t limit) {
  std::vector<std::int64_t> out;
  for (auto it = corpus.files.upper_bound(after); it != corpus.files.end() && out.size() < limit; ++it)
    out.push_back(it->first);
  return out;
}

struct Page;

// One space readable by everyone, a page a file.
Id<auth::Person> fill(storage::Store& store, const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".md") files.push_back(entry.path()), corpus.bytes += entry.file_size();
  std::sort(files.begin(), files.end());
  return store.write([&](WriteTx& tx) {
    auto zone = auth::create_zone(tx, auth::ZoneKind::space);
    auth::grant_everyone(tx, zone, auth::Level::read);
    auto space = tx.next_id<auth::Space>();
    tx.run("INSERT INTO space VALUES ($1, 'recht', 'Recht', '', x'00', $2, 0)", space, zone);
    corpus.files.clear();
    for (auto& file : files) {
      auto page = tx.next_id<Page>();
      tx.run(R"(INSERT INTO page (id, space_id, zone_id, position, slug, path, title, container, created_at,
                                  changed_at)
                VALUES ($1, $2, $3, 0, $4, $4, '', 0, 0, 0))",
             page, space, zone, std::to_string(page.value));
      corpus.files[page.value] = file;
    }
    auth::NewAccount account{Line<60>("bench"), Line<200>("Bench"), Line<200>("bench@example.org"), {}, false};
    return auth::create_account(tx, {account, ""});
  });
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Of this thread or of the whole process: what a search costs, also on a busy machine.
double cpu_seconds(clockid_t whose) {
  timespec at{};
  clock_gettime(whose, &at);
  return double(at.tv_sec) + double(at.tv_nsec) / 1e9;
}

struct Row {
  const char* kind;
  std::vector<const char*> queries;
};

const std::vector<Row> rows{
    {"rare",
     {"Bienenseuchen", "Kaminkehrer", "Schornsteinfegergesetz", "Hebammenhilfe", "Tabakerzeugnis", "Strandgut"}},
    {"middle", {"Verjährung", "Mietvertrag", "Datenschutz", "Bußgeld", "Erbschaft", "Prüfungsausschuss"}},
    {"common", {"gesetz", "der", "verordnung", "absatz", "die", "und", "artikel", "nach", "satz"}},
    {"common and common", {"gesetz verordnung", "der die das", "absatz satz nummer", "bundesministerium verordnung"}},
    {"title and body", {"bgb verjährung", "grundgesetz würde", "abgabenordnung frist", "sgb vermögen"}},
    {"mistyped", {"Verjärung", "Datenschuz", "Kaminkerer", "Erbschafft", "Bundesministerum", "Buergerbüro"}},
    {"question", {"Wer trägt die Kosten einer Dienstreise?", "Wie lange gilt ein Reisepass?"}},
    {"phrase",
     {"\"des Bundesministeriums\"", "\"in der Fassung der Bekanntmachung\"", "\"das Nähere\"", "\"und der\""}},
    {"prefix", {"verw*", "steuer*", "bund*", "datensch*", "gese*"}},
    {"short prefix", {"ve*", "ges*"}},
    {"without, or", {"gesetz -der", "miete OR pacht", "verordnung -bund*", "frist OR termin OR datum"}},
};

std::vector<double> all_ms;  // of every search, for the mix

template <class F>
void measure(const char* kind, const std::vector<const char*>& queries, double limit_ms, F&& search) {
  constexpr int rounds = 40;
  std::vector<double> ms;
  std::string slowest;
  double worst = 0;
  std::int64_t total = 0;
  for (int round = 0; round < rounds; ++round)
    for (auto query : queries) {
      auto start = cpu_seconds(CLOCK_THREAD_CPUTIME_ID);
      total += search(query);
      ms.push_back((cpu_seconds(CLOCK_THREAD_CPUTIME_ID) - start) * 1000);
      all_ms.push_back(ms.back());
      if (round && ms.back() > worst) worst = ms.back(), slowest = query;
    }
  std::sort(ms.begin(), ms.end());
  fmt::print("{:20} p50 {:7.2f} ms  p99 {:7.2f} ms  (limit {:5.1f})  {:7} pages  slowest: {}\n", kind,
             ms[ms.size() / 2], ms[ms.size() * 99 / 100], limit_ms, total / rounds / std::int64_t(queries.size()),
             slowest);
}

}  // namespace

int main() {
  auto folder = std::getenv("STAFETTE_CORPUS");
  if (!folder) {
    fmt::print("set STAFETTE_CORPUS to a folder of Markdown\n");
    return 1;
  }
  TemporaryFolder data;
  SystemClock clock;
  search::Hook hook;
  storage::Store store(
      {.folder = data.path(), .protected_tables = auth::protected_tables(), .clock = &clock, .reader_hook = &hook});
  search::Index index(store, hook, {{"page.", read, ids}});
  auto person = fill(store, folder);
  auto cpu = [] { return cpu_seconds(CLOCK_PROCESS_CPUTIME_ID); };
  auto cpu_before = cpu();
  for (auto& [page, file] : corpus.files) split(page, file);
  auto reading = cpu() - cpu_before;
  auto start = std::chrono::steady_clock::now();
  cpu_before = cpu();
  index.start();
  index.catch_up();
  auto indexing = cpu() - cpu_before - reading;
  auto wall = seconds_since(start);
  index.settle();
  auto settled = cpu() - cpu_before - reading;
  std::uintmax_t size = 0;
  for (auto& entry : std::filesystem::directory_iterator(data.path()))
    if (entry.path().filename().string().starts_with("search-")) size += entry.file_size();
  auto mb = double(corpus.bytes) / 1e6;
  auto report = index.check();
  fmt::print("{} files, {:.1f} MB, {} sections; reading and splitting {:.1f} s\n", corpus.files.size(), mb,
             report.counts.sections, reading);
  fmt::print(
      "index                {:.1f} s CPU = {:.1f} MB/s (limit 15), {:.1f} s in all with reading; merged at {:.1f} s\n",
      indexing, mb / indexing, wall, settled);
  auto copies = store.read([](ReadTx& tx) {
    search::require_attached(tx);
    return tx.one<std::int64_t>("SELECT coalesce(sum(length(names) + length(texts)), 0) FROM search.chunk");
  });
  auto index_mb = (double(size) - double(copies)) / 1e6;
  fmt::print("size                 {:.1f} MB = {:.2f} x text (limit 0.70), and {:.1f} MB of texts for snippets {}\n",
             index_mb, index_mb / mb, double(copies) / 1e6, report.fault);

  auto viewer = store.read([&](ReadTx& tx) { return auth::acting_as(tx, person); });
  for (auto& row : rows)
    measure(row.kind, row.queries, 10, [&](const char* query) {
      return store.read([&](ReadTx& tx) { return search::find(tx, viewer, {.query = search::parse(query)}).total; });
    });
  std::sort(all_ms.begin(), all_ms.end());
  fmt::print("{:20} p50 {:7.2f} ms  p99 {:7.2f} ms  (limits 2 and 10)\n", "all of them", all_ms[all_ms.size() / 2],
             all_ms[all_ms.size() * 99 / 100]);
  measure("suggest", {"gese", "ver", "bürger", "ab", "verordnung über", "gesetz zur änd", "bu"}, 2,
          [&](const char* typed) {
            return store.read([&](ReadTx& tx) { return std::int64_t(search::suggest(tx, viewer, typed).size()); });
          });
}
