#include <base/failure.hpp>
#include <storage/blobs.hpp>
#include <wiki/exchange/output_folder.hpp>
#include <wiki/exchange/source_path.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>

namespace wiki {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse() {
  if (errno == ENOSPC || errno == EDQUOT) throw Failure(Problem::unavailable, "disk_full");
  throw Failure(Problem::invalid, "file_not_written");
}

// Gone again unless it was moved to its place.
class TemporaryFile {
 public:
  explicit TemporaryFile(const fs::path& folder)
      : path_(folder / (".stafette-" + storage::hex(storage::random_bytes(8)))) {}
  ~TemporaryFile() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove(path_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const fs::path& path() const { return path_; }
  void move_to(const fs::path& place) {
    std::error_code error;
    fs::rename(path_, place, error);
    if (error) throw Failure(Problem::invalid, "file_not_written");
    path_.clear();
  }

 private:
  fs::path path_;
};

bool same(std::istream& left, std::istream& right) {
  std::array<char, 1 << 16> l, r;
  while (left && right) {
    left.read(l.data(), l.size());
    right.read(r.data(), r.size());
    if (left.gcount() != right.gcount() || !std::equal(l.data(), l.data() + left.gcount(), r.data())) return false;
  }
  return true;
}

bool holds(const fs::path& place, std::string_view content) {
  std::error_code error;
  if (fs::file_size(place, error) != content.size() || error) return false;
  std::ifstream in(place, std::ios::binary);
  std::string present(content.size(), '\0');
  return in.read(present.data(), std::streamsize(present.size())) && present == content;
}

bool holds_copy(const fs::path& place, const fs::path& from) {
  std::error_code error;
  if (fs::file_size(place, error) != fs::file_size(from, error) || error) return false;
  std::ifstream left(place, std::ios::binary), right(from, std::ios::binary);
  return left && right && same(left, right);
}

}  // namespace

OutputFolder::OutputFolder(fs::path folder) : folder_(std::move(folder)) {
  std::error_code error;
  fs::create_directories(folder_, error);
  if (!fs::is_directory(folder_, error)) throw Failure(Problem::invalid, "folder_not_found");
}

void OutputFolder::make_folders(std::string_view folder) {
  if (folder.empty() || made_.contains(std::string(folder))) return;
  make_folders(folder_part(folder));
  std::error_code error;
  auto place = folder_ / folder;
  auto status = fs::symlink_status(place, error);
  if (fs::is_symlink(status)) throw Failure(Problem::invalid, "symbolic_link_in_the_way");
  if (!fs::is_directory(status) && !fs::create_directory(place, error)) {
    errno = error.value();
    refuse();
  }
  made_.emplace(folder);
}

fs::path OutputFolder::place(const std::string& path) {
  make_folders(folder_part(path));
  auto place = folder_ / path;
  std::error_code error;
  auto status = fs::symlink_status(place, error);
  if (fs::is_symlink(status)) throw Failure(Problem::invalid, "symbolic_link_in_the_way");
  if (fs::exists(status) && !fs::is_regular_file(status)) throw Failure(Problem::invalid, "file_not_written");
  written_.insert(path);
  return place;
}

OutputFolder::Outcome OutputFolder::write(const std::string& path, std::string_view content) {
  auto target = place(path);
  std::error_code error;
  bool present = fs::exists(target, error);
  if (present && holds(target, content)) return Outcome::unchanged;
  TemporaryFile temporary(target.parent_path());
  std::ofstream out(temporary.path(), std::ios::binary);
  out.write(content.data(), std::streamsize(content.size()));
  out.close();
  if (!out) refuse();
  temporary.move_to(target);
  return present ? Outcome::replaced : Outcome::added;
}

OutputFolder::Outcome OutputFolder::copy(const std::string& path, const fs::path& from) {
  auto target = place(path);
  std::error_code error;
  bool present = fs::exists(target, error);
  if (present && holds_copy(target, from)) return Outcome::unchanged;
  TemporaryFile temporary(target.parent_path());
  fs::copy_file(from, temporary.path(), error);
  if (error) {
    errno = error.value();
    refuse();
  }
  temporary.move_to(target);
  return present ? Outcome::replaced : Outcome::added;
}

std::uint64_t OutputFolder::foreign_files() const {
  std::uint64_t count = 0;
  for (auto at = fs::recursive_directory_iterator(folder_, fs::directory_options::skip_permission_denied);
       at != fs::recursive_directory_iterator(); ++at) {
    if (at->path().filename().string().starts_with('.')) {
      if (at->is_directory() && !at->is_symlink()) at.disable_recursion_pending();
      continue;
    }
    bool file = at->is_symlink() || at->is_regular_file();
    count += file && !written_.contains(at->path().lexically_relative(folder_).generic_string());
  }
  return count;
}

}  // namespace wiki
