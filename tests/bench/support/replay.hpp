// The bare statements of saves: recorded from the writer's connection by SQLite's own trace, then run again with the
// same values over a plain connection with the same settings, 64 saves a transaction.
#pragma once
#include <tests/bench/support/save_load.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace bench {

struct Bytes {
  std::string value;
};
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Bytes>;

struct Recorded {
  std::string sql;
  std::vector<std::pair<std::string, Value>> parameters;  // by name, "$1"
};
using RecordedSave = std::vector<Recorded>;

// Saves these pages `rounds` times by the domain functions and writes down what the writer told SQLite. Works on the
// data folder, so give it a copy.
std::vector<RecordedSave> record_saves(const std::filesystem::path& data, const std::string& token,
                                       std::vector<Saver> savers, int rounds);

struct ReplayCost {
  double cpu_us = 0, wall_us = 0;  // per save, commit included
};
ReplayCost replay(const std::filesystem::path& database, const std::vector<RecordedSave>&);

// The parameters of a statement, read off its text with the values in their places. std::runtime_error when they do
// not belong together.
std::vector<std::pair<std::string, Value>> parameters_of(std::string_view sql, std::string_view expanded);

}  // namespace bench
