#include <base/failure.hpp>
#include <storage/blobs.hpp>

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace storage {
namespace {

constexpr std::size_t head_bytes_max = 4096;

EVP_MD_CTX* digest_context(void* context) { return static_cast<EVP_MD_CTX*>(context); }

// Empty unless the text is hexadecimal.
std::string unhex(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    unsigned char byte = 0;
    auto [end, error] = std::from_chars(text.data() + i, text.data() + i + 2, byte, 16);
    if (error != std::errc{} || end != text.data() + i + 2) return {};
    bytes += char(byte);
  }
  return bytes;
}

[[noreturn]] void fail() {
  if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG) throw Failure(Problem::unavailable, "disk_full");
  if (errno == EROFS || errno == EACCES || errno == EIO) throw Failure(Problem::unavailable, "store_read_only");
  throw std::runtime_error("blob: system error " + std::to_string(errno));
}

void sync_folder(const std::filesystem::path& folder) {
  int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) fail();
  int result = ::fsync(fd);
  ::close(fd);
  if (result != 0) fail();
}

}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new(), [](void* context) { EVP_MD_CTX_free(digest_context(context)); }) {
  EVP_DigestInit_ex(digest_context(context_.get()), EVP_sha256(), nullptr);
}

void Sha256::add(std::string_view bytes) {
  EVP_DigestUpdate(digest_context(context_.get()), bytes.data(), bytes.size());
}

std::string Sha256::digest() {
  std::string out(32, '\0');
  EVP_DigestFinal_ex(digest_context(context_.get()), reinterpret_cast<unsigned char*>(out.data()), nullptr);
  return out;
}

std::string sha256(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.digest();
}

std::string hex(std::string_view bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (unsigned char c : bytes) {
    out += digits[c >> 4];
    out += digits[c & 15];
  }
  return out;
}

std::string random_bytes(std::size_t count) {
  std::string out(count, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(out.data()), int(count)) != 1)
    throw std::runtime_error("no randomness");
  return out;
}

Blobs::Blobs(std::filesystem::path folder) : folder_(std::move(folder)) {
  std::filesystem::create_directories(folder_ / "incoming");
}

std::filesystem::path Blobs::path(const std::string& sha256) const {
  auto name = hex(sha256);
  return folder_ / name.substr(0, 2) / name;
}

struct Blobs::Upload::State {
  std::filesystem::path folder, temporary;
  int fd = -1;
  Sha256 hash;
  StoredBlob blob;
};

Blobs::Upload::Upload(const Blobs& blobs) : state_(std::make_unique<State>()) {
  state_->folder = blobs.folder_;
  state_->temporary = blobs.folder_ / "incoming" / hex(random_bytes(16));
  state_->fd = ::open(state_->temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (state_->fd < 0) fail();
}

Blobs::Upload::~Upload() {
  if (state_->fd < 0) return;
  ::close(state_->fd);
  ::unlink(state_->temporary.c_str());
}

void Blobs::Upload::write(std::string_view piece) {
  state_->hash.add(piece);
  state_->blob.size_bytes += piece.size();
  auto& head = state_->blob.head;
  if (head.size() < head_bytes_max) head.append(piece.substr(0, head_bytes_max - head.size()));
  while (!piece.empty()) {
    ssize_t written = ::write(state_->fd, piece.data(), piece.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail();
    piece.remove_prefix(std::size_t(written));
  }
}

StoredBlob Blobs::Upload::finish() {
  state_->blob.sha256 = state_->hash.digest();
  if (::fsync(state_->fd) != 0) fail();
  auto name = hex(state_->blob.sha256);
  auto folder = state_->folder / name.substr(0, 2);
  if (std::filesystem::create_directory(folder)) sync_folder(state_->folder);
  if (::rename(state_->temporary.c_str(), (folder / name).c_str()) != 0) fail();
  ::close(std::exchange(state_->fd, -1));
  sync_folder(folder);
  return std::move(state_->blob);
}

StoredBlob Blobs::put(std::string_view bytes) const {
  Upload upload(*this);
  upload.write(bytes);
  return upload.finish();
}

std::shared_ptr<const int> Blobs::open(const std::string& sha256) const {
  int fd = ::open(path(sha256).c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return nullptr;
  return std::shared_ptr<const int>(new int(fd), [](const int* owned) {
    ::close(*owned);
    delete owned;
  });
}

bool Blobs::intact(const std::string& wanted) const {
  std::ifstream file(path(wanted), std::ios::binary);
  if (!file) return false;
  Sha256 hash;
  std::array<char, 65536> piece;
  while (file.read(piece.data(), piece.size()) || file.gcount() > 0)
    hash.add({piece.data(), std::size_t(file.gcount())});
  return hash.digest() == wanted;
}

std::shared_ptr<void> Blobs::hold() const {
  std::lock_guard lock(holders_guard_);
  ++holders_;
  return std::shared_ptr<void>(nullptr, [this](void*) {
    std::lock_guard released(holders_guard_);
    --holders_;
  });
}

std::size_t Blobs::sweep(Time now, const std::function<bool(const std::string&)>& wanted) const {
  constexpr std::int64_t grace_s = 3600;  // an upload whose row is about to be written
  std::size_t removed = 0;
  for (auto& entry : std::filesystem::recursive_directory_iterator(folder_)) {
    struct stat info {};
    if (!entry.is_regular_file() || ::stat(entry.path().c_str(), &info) != 0) continue;
    if (info.st_mtime + grace_s > now.ms / 1000) continue;
    auto name = entry.path().filename().string();
    auto bytes = unhex(name);
    std::lock_guard lock(holders_guard_);
    if (holders_ > 0) return removed;
    bool incoming = entry.path().parent_path().filename() == "incoming";
    if (incoming || (!bytes.empty() && !wanted(bytes))) removed += std::filesystem::remove(entry.path()) ? 1 : 0;
  }
  return removed;
}

}  // namespace storage
