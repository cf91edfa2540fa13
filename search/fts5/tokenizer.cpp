#include <fmt/format.h>
#include <search/fts5/api.hpp>
#include <search/fts5/tokenizer.hpp>
#include <search/german/lexicon.hpp>

#include <memory>
#include <stdexcept>

namespace search {

fts5_api& fts5_of(sqlite3* db) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  if (!api) throw std::runtime_error("SQLite has no FTS5");
  return *api;
}

namespace {

using Token = int (*)(void*, int, const char*, int, int, int);

int create(void* counts, const char**, int, Fts5Tokenizer** out) {
  *out = reinterpret_cast<Fts5Tokenizer*>(new german::Analyser(static_cast<german::FormCounts*>(counts)));
  return SQLITE_OK;
}

void destroy(Fts5Tokenizer* analyser) {
  delete reinterpret_cast<german::Analyser*>(analyser);
}

int cut_at_blanks(std::string_view text, void* context, Token token) {
  for (std::size_t at = 0; at < text.size();) {
    auto end = std::min(text.find(' ', at), text.size());
    if (end > at)
      if (int code = token(context, 0, text.data() + at, int(end - at), int(at), int(end)); code != SQLITE_OK)
        return code;
    at = end + 1;
  }
  return SQLITE_OK;
}

int analyse(german::Analyser& analyser, std::string_view text, void* context, Token token) {
  int code = SQLITE_OK;
  analyser.each(text, [&](std::string_view word, german::Span span, bool colocated) {
    if (code != SQLITE_OK) return;
    code = token(context, colocated ? FTS5_TOKEN_COLOCATED : 0, word.data(), int(word.size()), int(span.begin),
                 int(span.end));
  });
  return code;
}

int tokenize(Fts5Tokenizer* raw, void* context, int flags, const char* text, int size, Token token) {
  auto& analyser = *reinterpret_cast<german::Analyser*>(raw);
  std::string_view view(text, std::size_t(size));
  try {
    return flags & FTS5_TOKENIZE_QUERY ? cut_at_blanks(view, context, token) : analyse(analyser, view, context, token);
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  } catch (const std::exception&) {
    return SQLITE_ERROR;
  }
}

}  // namespace

std::string tokenizer_name() {
  static const auto name = fmt::format("de1.{:08x}", std::uint32_t(german::lexicon_checksum()));
  return name;
}

void register_tokenizer(storage::Connection& connection, german::FormCounts* counts) {
  auto& api = fts5_of(connection.handle());
  fts5_tokenizer functions{create, destroy, tokenize};
  if (api.xCreateTokenizer(&api, std::string(tokenizer_sql).c_str(), counts, &functions, nullptr) != SQLITE_OK)
    throw std::runtime_error("FTS5 takes no tokenizer");
}

}  // namespace search
