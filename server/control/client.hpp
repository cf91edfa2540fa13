// The command's end: where a command finds the data folder free, it works there itself; where a server holds it, the
// server does the work and reports.
#pragma once
#include <server/control/work.hpp>

#include <filesystem>

namespace control {

// Runs the verb and returns its exit code; results go to standard output, progress to standard error if that is a
// terminal. std::exception with one clear line when it could not be run.
int perform(const std::filesystem::path& folder, std::string_view verb, const std::string& arguments,
            storage::Descriptor file = {});

// On a terminal a bar that is drawn over itself, and gone when the next line or the end comes.
class TerminalReporter final : public Reporter {
 public:
  TerminalReporter();
  ~TerminalReporter() override;
  void progress(std::string_view what, std::uint64_t done, std::uint64_t total, bool may_end) override;
  void line(std::string_view text) override;

 private:
  void clear();
  bool terminal_, drawn_ = false;
  std::chrono::steady_clock::time_point told_{};
};

}  // namespace control
