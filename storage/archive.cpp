#include <base/failure.hpp>
#include <storage/archive.hpp>
#include <storage/descriptor.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <vector>

namespace storage {
namespace {

constexpr std::size_t block = 512, name_max = 99, piece_bytes = 256 << 10;
constexpr std::uint64_t octal_max = 077777777777;  // eleven digits; larger sizes are binary, as GNU tar does

struct Field {
  std::size_t at, size;
};
constexpr Field name_field{0, 100}, mode_field{100, 8}, uid_field{108, 8}, gid_field{116, 8}, size_field{124, 12},
    time_field{136, 12}, sum_field{148, 8}, magic_field{257, 8}, prefix_field{345, 155};
constexpr std::size_t type_at = 156;

void put_octal(std::string& header, Field field, std::uint64_t value) {
  for (std::size_t i = field.size - 1; i-- > 0; value >>= 3) header[field.at + i] = char('0' + (value & 7));
}

void put_size(std::string& header, std::uint64_t value) {
  if (value <= octal_max) return put_octal(header, size_field, value);
  for (std::size_t i = size_field.size; i-- > 1; value >>= 8) header[size_field.at + i] = char(value & 0xFF);
  header[size_field.at] = char(0x80);
}

std::uint64_t number(const std::string& header, Field field) {
  std::uint64_t value = 0;
  if (static_cast<unsigned char>(header[field.at]) == 0x80) {
    for (std::size_t i = 1; i < field.size; ++i) value = value << 8 | static_cast<unsigned char>(header[field.at + i]);
    return value;
  }
  for (std::size_t i = 0; i < field.size; ++i) {
    char c = header[field.at + i];
    if (c >= '0' && c <= '7') value = value << 3 | std::uint64_t(c - '0');
  }
  return value;
}

std::string text(const std::string& header, Field field) {
  auto raw = header.substr(field.at, field.size);
  return raw.substr(0, raw.find('\0'));
}

// The sum of all bytes with the field of the sum itself as blanks.
std::uint64_t checksum(std::string header) {
  header.replace(sum_field.at, sum_field.size, sum_field.size, ' ');
  std::uint64_t sum = 0;
  for (unsigned char c : header) sum += c;
  return sum;
}

[[noreturn]] void damaged() {
  throw Failure(Problem::invalid, "backup_damaged");
}

}  // namespace

struct ArchiveWriter::State {
  int fd;
  std::unique_ptr<ZSTD_CCtx, std::size_t (*)(ZSTD_CCtx*)> zstd{ZSTD_createCCtx(), ZSTD_freeCCtx};
  std::vector<char> out = std::vector<char>(ZSTD_CStreamOutSize());
  ZSTD_inBuffer in{nullptr, 0, 0};
};

ArchiveWriter::ArchiveWriter(int fd) : state_(new State{fd}) {
  ZSTD_CCtx_setParameter(state_->zstd.get(), ZSTD_c_checksumFlag, 1);
}
ArchiveWriter::~ArchiveWriter() = default;

void ArchiveWriter::drain(int directive) {
  auto& s = *state_;
  std::size_t left = 1;
  while (left != 0) {
    ZSTD_outBuffer out{s.out.data(), s.out.size(), 0};
    left = ZSTD_compressStream2(s.zstd.get(), &out, &s.in, ZSTD_EndDirective(directive));
    if (ZSTD_isError(left)) throw std::runtime_error(ZSTD_getErrorName(left));
    write_all(s.fd, {s.out.data(), out.pos});
    if (directive == ZSTD_e_continue) left = s.in.size - s.in.pos;
  }
}

void ArchiveWriter::put(std::string_view bytes) {
  state_->in = {bytes.data(), bytes.size(), 0};
  drain(ZSTD_e_continue);
}

void ArchiveWriter::pad(std::uint64_t size_bytes) {
  put(std::string((block - size_bytes % block) % block, '\0'));
}

void ArchiveWriter::begin(std::string_view name, std::uint64_t size_bytes) {
  if (name.size() > name_max) throw std::logic_error("a name too long for the archive");
  std::string header(block, '\0');
  header.replace(name_field.at, name.size(), name);
  put_octal(header, mode_field, 0600);
  put_octal(header, uid_field, 0);
  put_octal(header, gid_field, 0);
  put_size(header, size_bytes);
  put_octal(header, time_field, 0);
  header[type_at] = '0';
  header.replace(magic_field.at, magic_field.size, std::string_view("ustar\00000", 8));
  put_octal(header, {sum_field.at, 7}, checksum(header));
  header[sum_field.at + 7] = ' ';
  put(header);
}

void ArchiveWriter::add(std::string_view name, std::string_view content) {
  begin(name, content.size());
  put(content);
  pad(content.size());
}

void ArchiveWriter::add_file(std::string_view name, const std::filesystem::path& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat info {};
  if (!file || ::fstat(file.get(), &info) != 0) raise_errno("cannot read a file for the archive");
  std::uint64_t left = std::uint64_t(info.st_size);
  begin(name, left);
  std::vector<char> piece(piece_bytes);
  while (left > 0) {
    ssize_t got = ::read(file.get(), piece.data(), std::min<std::uint64_t>(piece.size(), left));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) raise_errno("cannot read a file for the archive");
    if (got == 0) throw std::runtime_error("a file got shorter while it was archived");
    put({piece.data(), std::size_t(got)});
    left -= std::uint64_t(got);
  }
  pad(std::uint64_t(info.st_size));
}

void ArchiveWriter::finish() {
  put(std::string(2 * block, '\0'));
  state_->in = {nullptr, 0, 0};
  drain(ZSTD_e_end);
  sync_file(state_->fd);
}

struct ArchiveReader::State {
  int fd;
  std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> zstd{ZSTD_createDCtx(), ZSTD_freeDCtx};
  std::vector<char> raw = std::vector<char>(ZSTD_DStreamInSize()), out = std::vector<char>(piece_bytes);
  ZSTD_inBuffer in{raw.data(), 0, 0};
  std::size_t at = 0, end = 0;          // what is ready in `out`
  std::size_t frame_left = 1;           // 0 once the frame is complete and its checksum fits
  std::uint64_t left = 0, padding = 0;  // of the entry at hand
};

ArchiveReader::ArchiveReader(int fd) : state_(new State{fd}) {}
ArchiveReader::~ArchiveReader() = default;

// More bytes into `out`; false at the end of a whole frame.
bool ArchiveReader::fill() {
  auto& s = *state_;
  while (s.at == s.end) {
    if (s.frame_left == 0) return false;
    if (s.in.pos == s.in.size) {
      ssize_t got = ::read(s.fd, s.raw.data(), s.raw.size());
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) raise_errno("cannot read the archive");
      if (got == 0) damaged();
      s.in = {s.raw.data(), std::size_t(got), 0};
    }
    ZSTD_outBuffer out{s.out.data(), s.out.size(), 0};
    s.frame_left = ZSTD_decompressStream(s.zstd.get(), &out, &s.in);
    if (ZSTD_isError(s.frame_left)) damaged();
    s.at = 0;
    s.end = out.pos;
  }
  return true;
}

std::string_view ArchiveReader::take(std::size_t bytes_max) {
  auto& s = *state_;
  if (!fill()) damaged();
  std::string_view piece(s.out.data() + s.at, std::min(bytes_max, s.end - s.at));
  s.at += piece.size();
  return piece;
}

std::string ArchiveReader::exactly(std::size_t bytes) {
  std::string all;
  while (all.size() < bytes) all += take(bytes - all.size());
  return all;
}

std::string_view ArchiveReader::piece() {
  auto& s = *state_;
  if (s.left == 0) return {};
  auto piece = take(std::size_t(std::min<std::uint64_t>(s.left, piece_bytes)));
  s.left -= piece.size();
  return piece;
}

std::string ArchiveReader::content(std::size_t size_bytes_max) {
  if (state_->left > size_bytes_max) damaged();
  return exactly(std::size_t(std::exchange(state_->left, 0)));
}

std::optional<ArchiveReader::Entry> ArchiveReader::next() {
  auto& s = *state_;
  while (true) {
    while (!piece().empty()) {
    }
    exactly(std::size_t(std::exchange(s.padding, 0)));
    auto header = exactly(block);
    if (header == std::string(block, '\0')) {
      while (fill()) s.at = s.end;  // to the frame's checksum
      return {};
    }
    if (number(header, sum_field) != checksum(header)) damaged();
    s.left = number(header, size_field);
    s.padding = (block - s.left % block) % block;
    if (header[type_at] != '0' && header[type_at] != '\0') continue;
    auto prefix = text(header, prefix_field);
    return Entry{(prefix.empty() ? "" : prefix + "/") + text(header, name_field), s.left};
  }
}

}  // namespace storage
