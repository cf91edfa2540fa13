#include <tests/tidy/support/rules.hpp>

namespace tidy {
namespace {

struct Arrow {
  std::string_view from;
  std::vector<std::string_view> to;
};

const std::vector<Arrow>& folder_arrows() {
  static const std::vector<Arrow> arrows{
      {"base/", {"base/"}},
      {"storage/", {"base/", "storage/"}},
      {"auth/", {"base/", "storage/", "auth/"}},
      {"wiki/people/", {"base/", "storage/", "auth/", "wiki/names", "wiki/people/"}},
      {"wiki/pages/", {"base/", "storage/", "auth/", "wiki/names", "wiki/people/", "wiki/pages/"}},
      {"wiki/threads/", {"base/", "storage/", "auth/", "wiki/names", "wiki/people/", "wiki/pages/", "wiki/threads/"}},
      {"wiki/cosigning/",
       {"base/", "storage/", "auth/", "wiki/names", "wiki/people/", "wiki/pages/", "wiki/cosigning/"}},
      {"wiki/handover/",
       {"base/", "storage/", "auth/", "wiki/names", "wiki/people/", "wiki/pages/", "wiki/threads/", "wiki/cosigning/",
        "wiki/handover/"}},
      {"wiki/", {"base/", "storage/", "auth/", "wiki/"}},
      {"search/", {"base/", "storage/", "auth/", "search/"}},
      {"server/", {"base/", "storage/", "auth/", "wiki/", "search/", "server/"}},
  };
  return arrows;
}

struct Library {
  std::string_view header;                // prefix of the include
  std::vector<std::string_view> folders;  // prefixes of the paths that may include it
  bool body_only;                         // only behind a small header of ours
};

const std::vector<Library>& libraries() {
  static const std::vector<Library> list{
      {"boost/beast", {"server/http/", "server/live/", "server/outbound/"}, false},
      {"boost/asio", {"server/http/", "server/live/", "server/outbound/"}, false},
      {"boost/json", {"server/"}, false},
      {"boost/url", {"server/"}, true},
      {"sqlite3", {"storage/sqlite/", "search/fts5/"}, false},
      {"cmark", {"wiki/pages/"}, false},
      {"git2", {"wiki/pages/"}, true},
      {"magic.h", {"wiki/pages/"}, true},
      {"unicode/", {"base/", "search/"}, true},
      {"openssl/", {"storage/", "auth/", "server/http/", "server/outbound/"}, true},
      {"argon2", {"auth/"}, true},
      {"liboath/", {"auth/"}, true},
      {"fido", {"auth/"}, true},
      {"zstd", {"storage/", "wiki/pages/", "search/"}, true},
      {"brotli/", {"server/http/"}, true},
      {"zlib", {"server/http/"}, true},
      {"spdlog/", {"server/"}, true},
      {"CLI/", {"server/"}, true},
      {"toml++/", {"server/"}, true},
      {"prometheus/", {"server/"}, true},
      {"curl/", {"server/outbound/"}, true},
      {"cjose/", {"server/federation/"}, true},
      {"ldap.h", {"server/outbound/"}, true},
      {"archive", {"search/extract/"}, true},
      {"pugixml", {"search/extract/"}, true},
      {"gmime/", {"search/extract/"}, true},
      {"seccomp.h", {"search/extract/"}, true},
  };
  return list;
}

// base computes; whoever reads files or sockets lives above it.
const std::vector<std::string_view>& io_headers() {
  static const std::vector<std::string_view> headers{"fstream",  "filesystem", "iostream", "unistd.h", "fcntl.h",
                                                     "sys/stat", "sys/socket", "netinet/", "poll.h",   "dirent.h"};
  return headers;
}

const std::vector<std::string_view>& own_folders() {
  static const std::vector<std::string_view> folders{"base/", "storage/", "auth/", "wiki/", "search/", "server/"};
  return folders;
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string out;
  for (auto word : words) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}

std::string folder_fault(std::string_view path, std::string_view target) {
  for (const auto& arrow : folder_arrows()) {
    if (!path.starts_with(arrow.from)) continue;
    if (in_any(target, arrow.to)) return {};
    return std::string(arrow.from) + " includes only " + joined(arrow.to) +
           "; move the shared part down or pass a value";
  }
  return {};
}

std::string library_fault(std::string_view path, std::string_view target) {
  if (path.starts_with("base/") && in_any(target, io_headers())) return "base has no I/O; do this in storage or server";
  for (const auto& library : libraries()) {
    if (!target.starts_with(library.header)) continue;
    if (!in_any(path, library.folders)) {
      return "only " + joined(library.folders) + " may include <" + std::string(target) + ">; use their own headers";
    }
    if (library.body_only && path.ends_with(".hpp")) {
      return "keep <" + std::string(target) + "> in the .cpp, behind a small own header";
    }
  }
  return {};
}

}  // namespace

Findings arrows(const Source& source) {
  Findings findings;
  if (!is_cpp(source) || !in_any(source.path, own_folders())) return findings;
  int number = 0;
  for (auto line : lines(source.text)) {
    ++number;
    const auto target = included(line);
    if (target.empty()) continue;
    const bool ours = in_any(target, own_folders()) || target.starts_with("tests/");
    auto fault = ours ? folder_fault(source.path, target) : library_fault(source.path, target);
    if (!fault.empty()) findings.push_back({source.path, number, std::move(fault)});
  }
  return findings;
}

}  // namespace tidy
