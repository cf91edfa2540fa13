#include <tests/bench/quality/engine.hpp>

#ifdef STAFETTE_POSTGRESQL
#include <fmt/format.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>
#include <tests/support/temporary_folder.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <stdexcept>

namespace quality {
namespace {

// Of the newest server that is installed; empty without one.
std::filesystem::path programs() {
  std::filesystem::path newest, root = "/usr/lib/postgresql";
  if (!std::filesystem::exists(root)) return {};
  for (auto& version : std::filesystem::directory_iterator(root))
    if (std::filesystem::exists(version.path() / "bin/pg_ctl")) newest = std::max(newest, version.path() / "bin");
  return newest;
}

// PostgreSQL refuses to run as root.
const passwd* servant() {
  return ::geteuid() == 0 ? ::getpwnam("postgres") : nullptr;
}

bool succeeds(const std::vector<std::string>& command) {
  pid_t child = ::fork();
  if (child == 0) {
    if (auto* user = servant())
      if (::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0) std::_Exit(1);
    if (!std::freopen("/dev/null", "w", stdout) || !std::freopen("/dev/null", "w", stderr)) std::_Exit(1);
    std::vector<char*> arguments;
    for (auto& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    ::execv(arguments[0], arguments.data());
    std::_Exit(1);
  }
  int status = 1;
  ::waitpid(child, &status, 0);
  return status == 0;
}

// A cluster of its own that listens on a socket in a temporary folder only, stopped and gone afterwards.
class Cluster {
 public:
  explicit Cluster(const std::filesystem::path& programs)
      : control_(programs / "pg_ctl"), data_(folder_.path() / "data") {
    auto* user = servant();
    if (user && ::chown(folder_.path().c_str(), user->pw_uid, user->pw_gid) != 0)
      throw std::runtime_error("PostgreSQL cannot be given a folder");
    auto options = fmt::format("-k {} -c listen_addresses= -c fsync=off", folder_.path().string());
    if (!succeeds(
            {programs / "initdb", "-D", data_, "-U", "quality", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"}) ||
        !succeeds({control_, "-D", data_, "-w", "-o", options, "start"}))
      throw std::runtime_error("PostgreSQL does not start");
  }
  ~Cluster() { succeeds({control_, "-D", data_, "-m", "immediate", "stop"}); }
  Cluster(const Cluster&) = delete;

  std::string address() const { return fmt::format("host={} user=quality dbname=postgres", folder_.path().string()); }

 private:
  TemporaryFolder folder_;
  std::string control_, data_;
};

struct Result {
  explicit Result(PGresult* result) : result(result) {}
  ~Result() { ::PQclear(result); }
  Result(const Result&) = delete;
  bool ok() const {
    return ::PQresultStatus(result) <= PGRES_TUPLES_OK && ::PQresultStatus(result) != PGRES_EMPTY_QUERY;
  }
  PGresult* result;
};

class PostgreSql final : public Engine {
 public:
  PostgreSql(const std::filesystem::path& programs, const Pages& pages)
      : cluster_(programs), connection_(::PQconnectdb(cluster_.address().c_str())) {
    demand("SET client_min_messages = error");
    demand("CREATE TABLE page (name text, words tsvector)");
    demand("BEGIN");
    for (auto& page : pages) add(page);
    demand("COMMIT");
    demand("CREATE INDEX ON page USING gin (words)");
    demand("ANALYZE page");
  }
  ~PostgreSql() override { ::PQfinish(connection_); }

  std::string name() const override { return "PostgreSQL german"; }

  std::vector<Hit> search(const std::string& query) override {
    return filled(matches("websearch_to_tsquery('german', $1)", query),
                  matches("CAST(replace(plainto_tsquery('german', $1)::text, '&', '|') AS tsquery)", query));
  }

 private:
  // A tsvector holds a megabyte. Of the few longer laws the beginning is searched.
  void add(const Page& page) {
    auto text = page.text;
    demand("SAVEPOINT page");
    while (!insert(page, text)) {
      demand("ROLLBACK TO page");
      auto half = text.size() / 2;
      while (half && (static_cast<unsigned char>(text[half]) & 0xC0) == 0x80) --half;
      if (half == 0) throw std::runtime_error(::PQerrorMessage(connection_));
      text.resize(half);
    }
    demand("RELEASE page");
  }

  bool insert(const Page& page, const std::string& text) {
    return ask(R"(INSERT INTO page VALUES ($1, setweight(to_tsvector('german', $2), 'A') ||
                         setweight(to_tsvector('german', $3), 'B') || to_tsvector('german', $4)))",
               {page.name.c_str(), page.title.c_str(), page.path.c_str(), text.c_str()})
        .ok();
  }

  // Without a divisor for the length of a page: of the three that were tried, this ranks best.
  std::vector<Hit> matches(const std::string& wanted, const std::string& query) {
    auto found = ask(fmt::format("SELECT name FROM page, {} AS query WHERE words @@ query "
                                 "ORDER BY ts_rank_cd(words, query) DESC, name LIMIT {}",
                                 wanted, hits_max),
                     {query.c_str()});
    if (!found.ok()) throw std::runtime_error(::PQerrorMessage(connection_));
    std::vector<Hit> hits;
    for (int row = 0; row < ::PQntuples(found.result); ++row) hits.push_back({::PQgetvalue(found.result, row, 0), {}});
    return hits;
  }

  Result ask(const std::string& sql, const std::vector<const char*>& values) {
    return Result(
        ::PQexecParams(connection_, sql.c_str(), int(values.size()), nullptr, values.data(), nullptr, nullptr, 0));
  }

  void demand(const std::string& sql) {
    if (!ask(sql, {}).ok()) throw std::runtime_error(::PQerrorMessage(connection_));
  }

  Cluster cluster_;
  PGconn* connection_;
};

}  // namespace

std::unique_ptr<Engine> postgresql(const Pages& pages) {
  auto installed = programs();
  if (installed.empty()) return {};
  return std::make_unique<PostgreSql>(installed, pages);
}

}  // namespace quality
#else
namespace quality {

std::unique_ptr<Engine> postgresql(const Pages&) {
  return {};
}

}  // namespace quality
#endif
