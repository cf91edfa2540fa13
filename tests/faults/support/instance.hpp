// A server as operators run it: the program in a process of its own, over a data folder, that can be killed and started
// again. Readiness comes over systemd's socket, so nothing waits by guessing.
#pragma once
#include <sys/types.h>
#include <tests/support/sample_agency.hpp>

#include <chrono>
#include <string>
#include <vector>

struct Outcome {
  int code = -1;
  std::string out, err;
};

// Runs the program to its end, with that standard input.
Outcome stafette(const std::vector<std::string>& arguments, const std::string& input = {});

// Starts the program and kills it after that time; false when it had ended before.
bool killed_after(std::chrono::milliseconds, const std::vector<std::string>& arguments);

class Instance {
 public:
  enum class With { nobody, ada };                                  // an administrator "ada" and a space "amt"
  explicit Instance(std::filesystem::path data, With = With::ada);  // not started
  ~Instance();                                                      // kills
  Instance(const Instance&) = delete;

  // Until it says that it is ready. More variables of its environment: "NAME=value".
  std::chrono::milliseconds start(std::vector<std::string> variables = {});
  void kill();                        // SIGKILL
  int stop();                         // SIGTERM; the exit code
  Client client() const { return {port_, token_}; }
  Outcome run(const std::string& command, std::vector<std::string> arguments = {}, const std::string& input = {}) const;
  std::string printed() const;  // standard output of all starts
  unsigned short port() const { return port_; }
  pid_t pid() const { return pid_; }
  const std::filesystem::path& data() const { return data_; }
  const std::string& token() const { return token_; }

 private:
  std::filesystem::path data_;
  unsigned short port_ = 0;
  std::string token_;
  pid_t pid_ = 0;
};

// A new page in "amt": its id and the revision it starts with.
struct NewPage {
  std::string id, revision;
};
NewPage new_page(Client&, const std::string& title, const std::string& markdown);
Reply save(Client&, const std::string& page, const std::string& base, const std::string& markdown);
std::string markdown_of(Client&, const std::string& page);
