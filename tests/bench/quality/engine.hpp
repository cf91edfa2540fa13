// Search engines that are asked the same queries over the same pages: ours, and those it is compared with, each set up
// as well as its makers recommend: titles weigh more than texts, all words before any of them.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace quality {

struct Page {
  std::string name;  // "handbuch/urlaub"
  std::string title, path, text;
};

struct Hit {
  std::string page;
  std::string heading;  // of the section, where the engine knows it
};

class Engine {
 public:
  virtual ~Engine() = default;
  virtual std::string name() const = 0;
  // Best first, each page once, at most hits_max.
  virtual std::vector<Hit> search(const std::string& query) = 0;
};

inline constexpr std::size_t hits_max = 50;

// Those that are filled with `pages`. Null when the engine is not installed.
using Pages = std::vector<Page>;
std::unique_ptr<Engine> fts5(std::string name, std::string_view tokenizer, const Pages&);
std::unique_ptr<Engine> postgresql(const Pages&);
std::unique_ptr<Engine> xapian(const Pages&);

// The hits with all words, and behind them those with any, as far as there is room.
std::vector<Hit> filled(std::vector<Hit> all, const std::vector<Hit>& any);

}  // namespace quality
