#include <doctest/doctest.h>
#include <search/extract/child.hpp>
#include <search/extract/confine.hpp>
#include <search/extract/text.hpp>
#include <storage/descriptor.hpp>
#include <tests/search/support/zip_file.hpp>
#include <tests/support/temporary_folder.hpp>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>

using extract::Outcome;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool watched = true;
#else
constexpr bool watched = false;
#endif

struct Files {
  TemporaryFolder folder;

  std::filesystem::path write(const std::string& name, const std::string& bytes) {
    auto path = folder.path() / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  // A program in place of ours, which does not care about the file.
  std::string program(const std::string& script) {
    auto path = write("program", "#!/bin/sh\n" + script + "\n");
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return path;
  }
  extract::Reading read(const std::string& bytes, const std::string& program = STAFETTE_BINARY,
                        std::chrono::milliseconds time = std::chrono::seconds(30)) {
    storage::Descriptor file(::open(write("file", bytes).c_str(), O_RDONLY | O_CLOEXEC));
    return extract::read_in_child(program, file.get(), time);
  }
};

std::string pdf(const std::string& objects) {
  return "%PDF-1.4\n" + objects + "trailer << /Root 1 0 R /Size 9 >>\n%%EOF\n";
}

const std::string page_tree =
    "1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
    "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 500 500] /Contents 4 0 R\n"
    "/Resources << /Font << /F 5 0 R >> >> >> endobj\n"
    "5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj\n";

std::string stream(const std::string& content) {
  return "4 0 obj << /Length " + std::to_string(content.size()) + " >> stream\n" + content + "\nendstream endobj\n";
}

}  // namespace

TEST_CASE("every file comes to a stated end, good and hostile ones") {
  Files files;
  const std::string loop = "1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
                           "2 0 obj << /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000000000 >> endobj\n";
  struct Case {
    std::string what, bytes;
    Outcome outcome;
    std::string text;
  };
  for (auto& c : std::vector<Case>{
           {"text", "Ein Wort", Outcome::whole, "Ein Wort"},
           {"PDF", pdf(page_tree + stream("BT /F 12 Tf 50 400 Td (Bauantrag) Tj ET")), Outcome::whole, "Bauantrag"},
           {"PDF without text", pdf(page_tree + stream("0 0 10 10 re f")), Outcome::none, ""},
           {"pages within themselves", pdf(loop), Outcome::failed, ""},
           {"PDF of nothing", "%PDF-1.7\n", Outcome::failed, ""},
           {"office file", zip_file({{"content.xml", "<o><text:p>Inhalt</text:p></o>"}}), Outcome::whole, "Inhalt"},
           {"damaged office file", zip_file({{"content.xml", "<o><text:p>"}}), Outcome::failed, ""},
           {"other zip file", zip_file({{"a.txt", "x"}}), Outcome::none, ""},
           {"nothing", "", Outcome::none, ""},
           {"blanks", " \n ", Outcome::none, ""},
           {"bytes", std::string("\0\1\2", 3), Outcome::none, ""},
       }) {
    CAPTURE(c.what);
    auto reading = files.read(c.bytes);
    CAPTURE(reading.why);
    CHECK(reading.outcome == c.outcome);
    CHECK(reading.text == c.text);
  }
}

TEST_CASE("a long text is cut behind a word") {
  Files files;
  std::string words;
  while (words.size() < extract::text_bytes_max + 100) words += "Wörter ";
  auto reading = files.read(words);
  CHECK(reading.outcome == Outcome::cut);
  CHECK(reading.text.size() <= extract::text_bytes_max);
  CHECK(reading.text.size() > extract::text_bytes_max - 20);
  CHECK(reading.text.ends_with(" Wörter"));
}

TEST_CASE("too much memory ends the child, not the server" * doctest::skip(watched)) {
  Files files;
  std::string nodes;
  for (int i = 0; i < 12'000'000; ++i) nodes += "<a/>";
  auto reading = files.read(zip_file({{"content.xml", "<o>" + nodes + "</o>"}}, Packing::stored));
  CHECK(reading.outcome == Outcome::failed);
}

TEST_CASE("whatever the child does, the parent gets on") {
  Files files;
  struct Case {
    std::string what, script;
    Outcome outcome;
    std::string why;
  };
  for (auto& c : std::vector<Case>{
           {"crashes", "kill -SEGV $$", Outcome::failed, "signal 11"},
           {"fails", "echo halb; exit 3", Outcome::failed, "exit code 3"},
           {"sleeps", "sleep 600", Outcome::failed, "too slow"},
           {"closes its output and sleeps", "exec >&-; sleep 600", Outcome::failed, "too slow"},
           {"writes for ever", "yes", Outcome::cut, ""},
           {"leaves somebody behind who holds the pipe", "sleep 600 & echo da", Outcome::whole, ""},
           {"has nothing of ours open", "for f in /proc/self/fd/*; do [ ${f##*/} -lt 3 ] || readlink $f; done | "
                                        "grep -v -e /proc -e pipe; echo da", Outcome::whole, ""},
           {"knows nothing of our environment", "env | grep -c -v -e ^PATH= -e ^LC_ALL= -e ^PWD= -e ^_=; echo da",
            Outcome::whole, ""},
       }) {
    CAPTURE(c.what);
    auto start = std::chrono::steady_clock::now();
    auto reading = files.read("", files.program(c.script), std::chrono::milliseconds(500));
    CAPTURE(reading.text.substr(0, 200));
    CHECK(reading.outcome == c.outcome);
    CHECK(reading.why == c.why);
    if (c.outcome == Outcome::whole) CHECK((reading.text == "da" || reading.text == "0\nda"));
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
  }
  CHECK_THROWS_AS(files.read("", "/nowhere/stafette"), std::system_error);
}

TEST_CASE("who is confined opens no socket, touches no process and writes no file" * doctest::skip(watched)) {
  Files files;
  auto path = files.write("file", "da").string();
  auto child = ::fork();
  if (child == 0) {
    int wrong = 0;
    rlimit small{5, 5}, now{};
    ::setrlimit(RLIMIT_CPU, &small);
    extract::confine({}, false);
    ::getrlimit(RLIMIT_CPU, &now);
    if (now.rlim_cur != 5) wrong |= 128;
    char* nobody[] = {nullptr};
    if (::socket(AF_INET, SOCK_STREAM, 0) >= 0) wrong |= 1;
    if (::open(path.c_str(), O_WRONLY) >= 0) wrong |= 2;
    if (::open((path + "2").c_str(), O_RDONLY | O_CREAT, 0600) >= 0) wrong |= 4;
    if (::unlink(path.c_str()) == 0) wrong |= 8;
    if (::fork() >= 0) wrong |= 16;
    if (::execve("/bin/true", nobody, nobody) == 0) wrong |= 32;
    if (::kill(::getppid(), 0) == 0 || ::prlimit(::getppid(), RLIMIT_CPU, nullptr, &now) == 0) wrong |= 64;
    if (::open(path.c_str(), O_RDONLY) < 0) wrong |= 64;
    ::_exit(wrong);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}
