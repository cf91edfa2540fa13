// What commands do, apart from where they do it: in the server that holds the data folder, or in the command's own
// process when there is none. Both run the same functions on a Workplace.
#pragma once
#include <base/clock.hpp>
#include <search/index.hpp>
#include <storage/blobs.hpp>
#include <storage/descriptor.hpp>
#include <storage/store.hpp>

#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace control {

struct Workplace {
  storage::Store& store;
  const storage::Blobs& blobs;
  search::Index& index;
  bool serving;  // inside a server, whose index follows by itself
  SetBackClock* clock = nullptr;  // the store's, where no server tells the time
};

// Thrown by progress() when whoever asked is gone or the server stops.
struct GivenUp {};

// To whoever gave the order. Called from one thread at a time.
class Reporter {
 public:
  virtual ~Reporter() = default;
  // May throw GivenUp only if `may_end`.
  virtual void progress(std::string_view what, std::uint64_t done, std::uint64_t total, bool may_end) = 0;
  virtual void line(std::string_view text) = 0;  // of the result, for standard output
};

// `arguments` is the JSON of the command's own struct; `file` is what the order hands over, if anything: a folder or a
// file that this process may not be able to open by name. Returns the exit code.
struct Verb {
  std::string_view name;
  bool founds;         // makes a data folder where there is none
  bool follows_index;  // outside a server: the index is brought up to date at the end
  int (*run)(const Workplace&, const std::string& arguments, const storage::Descriptor& file, Reporter&);
};
const std::vector<Verb>& verbs();
const Verb* verb_named(std::string_view name);

// One line for people, in English.
std::string readable(const std::exception&);
std::string readable(std::string_view key);

}  // namespace control
