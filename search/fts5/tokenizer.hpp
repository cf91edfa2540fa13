// The words of a text as the index sees them (Wortzerlegung). Words of queries, documents and snippets all come from
// this one tokenizer; another one means another index file.
#pragma once
#include <storage/sqlite/connection.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace search {

inline constexpr std::string_view tokenizer_name = "u61";  // part of the index file's name
inline constexpr std::string_view tokenizer_sql = "unicode61 remove_diacritics 2";

class Tokenizer {
 public:
  enum class Mode { document, query, prefix };
  // `word` is folded and valid during the call; begin and end are bytes of the text.
  using Callback = std::function<void(std::string_view word, std::size_t begin, std::size_t end)>;

  explicit Tokenizer(storage::Connection&);  // must not outlive the connection
  ~Tokenizer();
  Tokenizer(const Tokenizer&) = delete;
  Tokenizer& operator=(const Tokenizer&) = delete;

  void each(std::string_view text, Mode, const Callback&) const;
  std::vector<std::string> words(std::string_view text, Mode) const;

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace search
