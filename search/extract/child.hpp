// Both ends of the child process in which attachments are read: this program once more, with the file as its standard
// input, confined before it looks at a byte. It becomes pdftotext for PDF. The parent takes over checked text, no more.
#pragma once
#include <chrono>
#include <string>

namespace extract {

enum class Outcome {
  whole,
  cut,    // the beginning of a longer text
  none,   // a file without text, or of a kind that is not read
  failed  // damaged, protected, or beyond a limit
};

struct Reading {
  Outcome outcome = Outcome::failed;
  std::string text;  // see readable()
  std::string why;   // it failed, for the log
};

// Ends the child after `time`. Any thread; std::system_error when no process can be started.
Reading read_in_child(const std::string& program, int file, std::chrono::milliseconds time);

inline constexpr int exit_none = 64;  // of the child, for Outcome::none; pdftotext has others

// What the child does, as the hidden command "extract-text": reads standard input, writes standard output. Returns the
// exit code.
int run_child();

}  // namespace extract
