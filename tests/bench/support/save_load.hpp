// Clients that save pages as fast as they are answered, each its own page over its own connection.
#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace bench {

struct Saver {
  std::string page;      // its id
  std::string revision;  // what the next save starts from
  std::string text;
};

struct SaveCounts {
  std::uint64_t saved = 0, refused = 0;
  double seconds = 0;
  std::vector<double> ms;  // of each save, as its client saw it
  std::string first_refusal;
};

SaveCounts save_all(std::vector<Saver>&, unsigned short port, const std::string& token, std::chrono::milliseconds);

}  // namespace bench
