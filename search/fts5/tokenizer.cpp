#include <search/fts5/api.hpp>
#include <search/fts5/tokenizer.hpp>

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

struct Tokenizer::Engine {
  fts5_tokenizer functions{};
  Fts5Tokenizer* instance = nullptr;
  ~Engine() {
    if (instance) functions.xDelete(instance);
  }
};

Tokenizer::Tokenizer(storage::Connection& connection) : engine_(std::make_unique<Engine>()) {
  auto& api = fts5_of(connection.handle());
  void* context = nullptr;
  const char* arguments[] = {"remove_diacritics", "2"};
  if (api.xFindTokenizer(&api, "unicode61", &context, &engine_->functions) != SQLITE_OK ||
      engine_->functions.xCreate(context, arguments, 2, &engine_->instance) != SQLITE_OK)
    throw std::runtime_error("FTS5 lacks the tokenizer");
}

Tokenizer::~Tokenizer() = default;

void Tokenizer::each(std::string_view text, Mode mode, const Callback& callback) const {
  int flags = mode == Mode::document ? FTS5_TOKENIZE_DOCUMENT : FTS5_TOKENIZE_QUERY;
  if (mode == Mode::prefix) flags |= FTS5_TOKENIZE_PREFIX;
  auto pass = [](void* context, int, const char* word, int size, int begin, int end) {
    (*static_cast<const Callback*>(context))({word, std::size_t(size)}, std::size_t(begin), std::size_t(end));
    return SQLITE_OK;
  };
  engine_->functions.xTokenize(engine_->instance, const_cast<Callback*>(&callback), flags, text.data(),
                               int(text.size()), pass);
}

std::vector<std::string> Tokenizer::words(std::string_view text, Mode mode) const {
  std::vector<std::string> out;
  each(text, mode, [&](std::string_view word, std::size_t, std::size_t) { out.emplace_back(word); });
  return out;
}

}  // namespace search
