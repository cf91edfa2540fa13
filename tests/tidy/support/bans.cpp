#include <tests/tidy/support/rules.hpp>

#include <algorithm>

namespace tidy {
namespace {

struct Ban {
  std::string_view word;
  std::string_view instead;
  std::vector<std::string_view> where;   // prefixes; empty: all our C++
  std::vector<std::string_view> except;  // prefixes
};

const std::vector<std::string_view> libraries_of_ours{"base/", "storage/", "auth/", "wiki/", "search/"};
const std::vector<std::string_view> product{"base/", "storage/", "auth/", "wiki/", "search/", "server/"};

const std::vector<Ban>& banned() {
  static const std::vector<Ban> list{
      {"std::cout", "return a value; only the command line in server/ prints", libraries_of_ours, {}},
      {"std::cerr", "throw a Failure; only the command line in server/ prints", libraries_of_ours, {}},
      {"fmt::print", "return a value; only the command line in server/ prints", libraries_of_ours, {}},
      {"printf", "fmt::format", {}, {}},
      {"sprintf", "fmt::format", {}, {}},
      {"snprintf", "fmt::format_to_n", {}, {}},
      {"puts", "fmt::print", {}, {}},
      {"std::endl", "'\\n'", {}, {}},
      {"sleep_for", "wait for a sequence number, a condition variable or a timer", {}, {}},
      {"sleep_until", "wait for a sequence number, a condition variable or a timer", {}, {}},
      {"usleep", "wait for a sequence number, a condition variable or a timer", {}, {}},
      {"system_clock::now", "tx.now(), or the Clock handed down", {}, {"base/clock.cpp"}},
      {"gettimeofday", "tx.now(), or the Clock handed down", {}, {}},
      {"time(nullptr)", "tx.now(), or the Clock handed down", {}, {}},
      {"time(NULL)", "tx.now(), or the Clock handed down", {}, {}},
      {"std::localtime", "rfc3339() of base/clock.hpp", {}, {}},
      {"rand", "the random source of storage", {}, {}},
      {"srand", "the random source of storage", {}, {}},
      {"std::mt19937", "the random source of storage", product, {}},
      {"using namespace std;", "the name with std::", {}, {}},
      {"std::regex", "a linear scanner: std::regex recurses over its input", {}, {}},
      {"atoi", "std::from_chars", {}, {}},
      {"atol", "std::from_chars", {}, {}},
      {"std::stoi", "std::from_chars", {}, {}},
      {"std::stol", "std::from_chars", {}, {}},
      {"std::stoll", "std::from_chars", {}, {}},
      {"std::stoull", "std::from_chars", {}, {}},
      {"strtol", "std::from_chars", {}, {}},
      {"strcpy", "std::string", {}, {}},
      {"strtok", "std::string_view", {}, {}},
      {"std::getenv", "a field of the configuration", libraries_of_ours, {}},
      {"std::exit", "throw, so that destructors run", product, {"server/main.cpp"}},
      {"std::shared_mutex", "std::mutex, or hand the value to one thread", product, {}},
      {"co_await",
       "a plain function; coroutines live in the transport and the store",
       product,
       {"server/http/", "server/live/", "server/outbound/", "storage/store."}},
      {"co_spawn",
       "a plain function; coroutines live in the transport and the store",
       product,
       {"server/http/", "server/live/", "server/outbound/", "storage/store."}},
  };
  return list;
}

bool is_text(std::string_view path) {
  static constexpr std::string_view endings[]{".cpp",   ".hpp", ".ts",   ".mjs",  ".css",  ".sql",  ".txt",
                                              ".cmake", ".md",  ".yaml", ".toml", ".html", ".json", ".service"};
  if (std::any_of(std::begin(endings), std::end(endings), [&](auto end) { return path.ends_with(end); })) return true;
  return path.find('.') == path.npos || path.starts_with(".ci/");
}

// In two halves, so that the rule does not find itself.
const std::vector<std::string> leftover_words{
    "TO"
    "DO",
    "FIX"
    "ME",
    "XX"
    "X",
    "HA"
    "CK"};
const std::vector<std::string> traces{
    "/wo"
    "rk/",
    "/tmp/"
    "wt",
    "/ro"
    "ot/",
    "deb.deb"
    "ian.org",
    "snapshot.deb"
    "ian.org",
    "registry.npm"
    "js.org"};

}  // namespace

Findings bans(const Source& source) {
  Findings findings;
  if (!is_cpp(source)) return findings;
  const std::string code = code_only(source.text);
  for (const auto& ban : banned()) {
    if (!ban.where.empty() && !in_any(source.path, ban.where)) continue;
    if (in_any(source.path, ban.except)) continue;
    for (auto at : find_word(code, ban.word)) {
      if (code.compare(code.rfind('\n', at) + 1, 8, "#include") == 0) continue;
      findings.push_back(
          {source.path, line_at(code, at), "instead of " + std::string(ban.word) + ": " + std::string(ban.instead)});
    }
  }
  return findings;
}

Findings leftovers(const Source& source) {
  Findings findings;
  if (!is_text(source.path)) return findings;
  for (const auto& word : leftover_words) {
    for (auto at : find_word(source.text, word)) {
      findings.push_back({source.path, line_at(source.text, at),
                          "instead of " + word + ": finish it, or describe it in the tracker and remove the line"});
    }
  }
  return findings;
}

Findings machine_traces(const Source& source) {
  Findings findings;
  if (!is_text(source.path)) return findings;
  for (const auto& trace : traces) {
    for (auto at = source.text.find(trace); at != std::string::npos; at = source.text.find(trace, at + 1)) {
      findings.push_back(
          {source.path, line_at(source.text, at),
           "instead of " + trace + ": a relative path, or nothing; this is one machine's or registry's"});
    }
  }
  return findings;
}

}  // namespace tidy
