#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <auth/accounts.hpp>
#include <auth/tokens.hpp>
#include <server/site.hpp>
#include <tests/bench/figures/seed.hpp>
#include <tests/bench/support/process.hpp>
#include <wiki/exchange/import.hpp>
#include <wiki/pages/tree.hpp>

#include <fstream>
#include <stdexcept>

namespace bench {
namespace {

double megabytes(const std::filesystem::path& folder, std::string_view prefix = {}) {
  std::uintmax_t bytes = 0;
  for (auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().filename().string().starts_with(prefix)) bytes += entry.file_size();
  return double(bytes) / 1e6;
}

Id<wiki::Page> add_page(storage::Store& store, const auth::Viewer& viewer, const std::string& title, std::string text) {
  wiki::Slug space("mess");
  wiki::NewPage page{wiki::Title(title), {}, {}, wiki::Markdown(std::move(text)), {}};
  auto prepared = store.read([&](ReadTx& tx) { return wiki::prepare_page(tx, viewer, space, page); });
  return store.write([&](WriteTx& tx) { return wiki::create_page(tx, viewer, space, prepared).id; });
}

void add_pages(storage::Store& store, Id<auth::Person> person, Seeded& seeded) {
  store.write([&](WriteTx& tx) {
    wiki::found_space(tx, {wiki::Slug("mess"), Line<200>("Messen"), Text<2000>(""), auth::Level::manage});
    seeded.token = auth::issue_token_for(tx, person, {Line<100>("bench"), {}}).token;
  });
  auto viewer = store.read([&](ReadTx& tx) { return auth::acting_as(tx, person); });
  seeded.viewed = add_page(store, viewer, "Angesehen", sample_text(viewed_bytes, 0)).value;
  for (std::size_t i = 0; i < saved_pages; ++i)
    seeded.saved.push_back(
        add_page(store, viewer, "Gespeichert " + std::to_string(i), sample_text(saved_bytes, int(i))).value);
}

void import_and_report(const std::filesystem::path& corpus, const std::filesystem::path& data, std::ostream& report) {
  SystemClock clock;
  server::Log log("error");
  server::Config config;
  config.data = data;
  Seeded seeded;
  Stopwatch since;
  server::Site site(config, clock, log);
  auto person = site.store().write([](WriteTx& tx) {
    auth::NewAccount account{Line<60>("mess"), Line<200>("Mess"), Line<200>("mess@amt.example"), {}, true};
    return auth::create_account(tx, {account, ""});
  });
  site.index().start();
  wiki::ImportOptions options{corpus, wiki::Slug(law_space), {}, auth::Level::read, person};
  auto summary = wiki::run_import(site.store(), site.blobs(), options);
  seeded.placed_s = since.ms() / 1000;
  site.index().catch_up();
  seeded.searchable_s = since.ms() / 1000;
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  seeded.cpu_s = double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                 double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  site.index().settle();
  seeded.settled_s = since.ms() / 1000;
  site.store().checkpoint();
  seeded.data_mb = megabytes(data);
  seeded.index_mb = megabytes(data, "search-");
  add_pages(site.store(), person, seeded);
  site.index().settle();
  report << seeded.token << ' ' << seeded.viewed << ' ' << summary.files << ' ' << summary.created << ' '
         << summary.problems_total << ' ' << seeded.data_mb << ' ' << seeded.index_mb << ' ' << seeded.placed_s << ' '
         << seeded.searchable_s << ' ' << seeded.settled_s << ' ' << seeded.cpu_s;
  for (auto page : seeded.saved) report << ' ' << page;
}

// Returns the peak of memory of the process that imports.
double import_apart(const std::filesystem::path& corpus, const std::filesystem::path& data,
                    const std::filesystem::path& report_file) {
  auto pid = ::fork();
  if (pid == 0) {
    int code = 0;
    try {
      std::ofstream report(report_file);
      import_and_report(corpus, data, report);
    } catch (const std::exception& error) {
      std::fprintf(stderr, "import: %s\n", error.what());
      code = 1;
    }
    std::_Exit(code);
  }
  rusage usage{};
  int status = 0;
  ::wait4(pid, &status, 0, &usage);
  if (status != 0) throw std::runtime_error("the import failed");
  return double(usage.ru_maxrss) / 1024;
}

}  // namespace

std::string sample_text(std::size_t bytes, int number) {
  static const char* words[] = {"Die",     "Behörde",  "prüft",      "den",        "Antrag",   "innerhalb",   "der",
                                "Frist",   "und",      "teilt",      "das",        "Ergebnis", "schriftlich", "mit",
                                "Satzung", "Gebühren", "Verwaltung", "Grundstück", "nach",     "Maßgabe",     "des"};
  std::string text =
      "# Vermerk " + std::to_string(number) + "\n\n| Schritt | Frist |\n|---|---|\n| Anhörung | 2 Wochen |\n\n";
  unsigned state = unsigned(number) * 7919u + 17u;
  for (int sentence = 0; text.size() < bytes; ++sentence) {
    if (sentence % 12 == 11)
      text += "\n\n## Abschnitt " + std::to_string(sentence / 12) + "\n\n";
    else if (sentence % 4 == 3)
      text += "\n- ";
    for (int i = 0; i < 9; ++i) {
      state = state * 1664525u + 1013904223u;
      text += words[(state >> 16) % std::size(words)];
      text += i == 8 ? ". " : " ";
    }
  }
  while ((static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;  // not inside a letter
  text.resize(bytes - 1);
  return text + "\n";
}

Seeded seed(const std::filesystem::path& corpus, const std::filesystem::path& data) {
  auto file = data.parent_path() / "seeded";
  if (!std::filesystem::exists(file)) {
    auto peak_mb = import_apart(corpus, data, file);
    std::ofstream(file, std::ios::app) << '\n' << peak_mb << ' ' << megabytes(corpus);
  }
  Seeded seeded;
  std::ifstream report(file);
  report >> seeded.token >> seeded.viewed >> seeded.files >> seeded.pages >> seeded.problems >> seeded.data_mb >>
      seeded.index_mb >> seeded.placed_s >> seeded.searchable_s >> seeded.settled_s >> seeded.cpu_s;
  seeded.saved.resize(saved_pages);
  for (auto& page : seeded.saved) report >> page;
  report >> seeded.peak_mb >> seeded.source_mb;
  return seeded;
}

}  // namespace bench
