#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include <storage/descriptor.hpp>
#include <tests/faults/support/instance.hpp>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace {

constexpr int ready_time_max_ms = 20'000;

struct Streams {
  int in = -1, out = -1, err = -1;
};

// fork() in a process with threads: only what is async-signal-safe happens before exec.
pid_t started(const std::vector<std::string>& arguments, const std::vector<std::string>& variables, Streams streams) {
  std::vector<std::string> words{STAFETTE_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv, envp;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  auto kept = variables;
  for (auto& variable : kept) envp.push_back(variable.data());
  for (char** entry = environ; *entry; ++entry) envp.push_back(*entry);
  envp.push_back(nullptr);
  pid_t pid = ::fork();
  if (pid != 0) return pid;
  if (streams.in >= 0) ::dup2(streams.in, STDIN_FILENO);
  if (streams.out >= 0) ::dup2(streams.out, STDOUT_FILENO);
  if (streams.err >= 0) ::dup2(streams.err, STDERR_FILENO);
  ::execve(argv[0], argv.data(), envp.data());
  ::_exit(127);
}

int waited(pid_t pid) {
  int status = 0;
  ::waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string content(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

storage::Descriptor opened(const std::filesystem::path& file, int flags) {
  return storage::Descriptor(::open(file.c_str(), flags | O_CLOEXEC, 0600));
}

unsigned short free_port() {
  storage::Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), size);
  ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

}  // namespace

Outcome stafette(const std::vector<std::string>& arguments, const std::string& input) {
  TemporaryFolder folder;
  std::ofstream(folder.path() / "in") << input;
  auto in = opened(folder.path() / "in", O_RDONLY), out = opened(folder.path() / "out", O_WRONLY | O_CREAT),
       err = opened(folder.path() / "err", O_WRONLY | O_CREAT);
  Outcome outcome;
  outcome.code = waited(started(arguments, {}, {in.get(), out.get(), err.get()}));
  outcome.out = content(folder.path() / "out");
  outcome.err = content(folder.path() / "err");
  return outcome;
}

bool killed_after(std::chrono::milliseconds time, const std::vector<std::string>& arguments) {
  auto nowhere = opened("/dev/null", O_RDWR);
  pid_t pid = started(arguments, {}, {nowhere.get(), nowhere.get(), nowhere.get()});
  storage::Descriptor process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  pollfd ended{process.get(), POLLIN, 0};
  bool running = ::poll(&ended, 1, static_cast<int>(time.count())) == 0;
  ::kill(pid, SIGKILL);
  waited(pid);
  return running;
}

Instance::Instance(std::filesystem::path data, With with) : data_(std::move(data)) {
  if (with == With::nobody) return;
  auto added = run("user add", {"ada", "--admin", "--password-stdin"}, "a long enough password\n");
  if (added.code != 0) throw std::runtime_error("no administrator: " + added.err);
  token_ = first_line(run("token add", {"ada"}).out);
  start();
  auto ada = client();
  auto space = ada.post("/api/spaces", R"({"slug":"amt","title":"Amt","description":"","everyone":null})");
  if (space.status != 201) throw std::runtime_error("no space: " + space.body);
  stop();
}

Instance::~Instance() {
  if (pid_) kill();
}

std::chrono::milliseconds Instance::start(std::vector<std::string> variables) {
  port_ = free_port();
  TemporaryFolder folder;
  storage::Descriptor notices(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  auto name = (folder.path() / "notify").string();
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  name.copy(address.sun_path, sizeof address.sun_path - 1);
  ::bind(notices.get(), reinterpret_cast<sockaddr*>(&address), sizeof address);
  auto out = opened(data_.string() + ".out", O_WRONLY | O_CREAT | O_APPEND);
  auto err = opened(data_.string() + ".log", O_WRONLY | O_CREAT | O_APPEND);
  auto begin = std::chrono::steady_clock::now();
  variables.push_back("NOTIFY_SOCKET=" + name);
  pid_ = started({"serve", "--data", data_.string(), "--listen", "127.0.0.1:" + std::to_string(port_)}, variables,
                 {-1, out.get(), err.get()});
  pollfd ready{notices.get(), POLLIN, 0};
  if (::poll(&ready, 1, ready_time_max_ms) != 1)
    throw std::runtime_error("not ready: " + content(data_.string() + ".log"));
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
}

void Instance::kill() {
  ::kill(pid_, SIGKILL);
  waited(pid_);
  pid_ = 0;
}

int Instance::stop() {
  ::kill(pid_, SIGTERM);
  return waited(std::exchange(pid_, 0));
}

std::string Instance::printed() const {
  return content(data_.string() + ".out");
}

Outcome Instance::run(const std::string& command, std::vector<std::string> arguments, const std::string& input) const {
  std::vector<std::string> words;
  std::stringstream parts(command);
  for (std::string word; parts >> word;) words.push_back(word);
  words.insert(words.end(), {"--data", data_.string()});
  words.insert(words.end(), arguments.begin(), arguments.end());
  return stafette(words, input);
}

NewPage new_page(Client& client, const std::string& title, const std::string& markdown) {
  auto reply =
      client.post("/api/spaces/amt/pages", "{\"title\":" + as_json(title) + ",\"markdown\":" + as_json(markdown) + "}");
  if (reply.status != 201) throw std::runtime_error("no page: " + reply.body);
  return {reply.text("/id"), reply.text("/revision")};
}

Reply save(Client& client, const std::string& page, const std::string& base, const std::string& markdown) {
  return client.put("/api/pages/" + page,
                    "{\"base_revision\":\"" + base + "\",\"markdown\":" + as_json(markdown) + "}");
}

std::string markdown_of(Client& client, const std::string& page) {
  return client.get("/api/pages/" + page + "/source").text("/markdown");
}
