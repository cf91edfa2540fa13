#include <search/chunk.hpp>

#include <zstd.h>

#include <cstdint>
#include <cstring>
#include <memory>

namespace search {
namespace {

constexpr std::size_t chunk_bytes_min = 32 * 1024;
constexpr std::size_t chunk_bytes_max = 64 * 1024 * 1024;
constexpr int compression_level = 3;

struct Free {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

[[noreturn]] void damaged() {
  throw Damaged("a chunk of the search index is damaged");
}

void append(std::string& out, std::string_view text) {
  auto size = std::uint32_t(text.size());
  out.append(reinterpret_cast<const char*>(&size), sizeof size);
  out += text;
}

std::string take(std::string_view& from) {
  std::uint32_t size = 0;
  if (from.size() < sizeof size) damaged();
  std::memcpy(&size, from.data(), sizeof size);
  from.remove_prefix(sizeof size);
  if (from.size() < size) damaged();
  std::string out(from.substr(0, size));
  from.remove_prefix(size);
  return out;
}

std::string compressed(std::string_view plain) {
  thread_local std::unique_ptr<ZSTD_CCtx, Free> context(ZSTD_createCCtx());
  std::string out(ZSTD_compressBound(plain.size()), '\0');
  auto size = ZSTD_compressCCtx(context.get(), out.data(), out.size(), plain.data(), plain.size(), compression_level);
  if (ZSTD_isError(size)) throw std::runtime_error(ZSTD_getErrorName(size));
  out.resize(size);
  return out;
}

std::string decompressed(std::string_view frame) {
  thread_local std::unique_ptr<ZSTD_DCtx, Free> context(ZSTD_createDCtx());
  auto bound = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (bound > chunk_bytes_max) damaged();  // unknown and error are larger than any size
  std::string out(bound, '\0');
  auto size = ZSTD_decompressDCtx(context.get(), out.data(), out.size(), frame.data(), frame.size());
  if (ZSTD_isError(size) || size != bound) damaged();
  return out;
}

}  // namespace

std::vector<Chunk> packed(const std::vector<auth::Section>& sections) {
  std::vector<Chunk> chunks;
  std::string plain;
  std::size_t first = 0;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    append(plain, sections[i].anchor);
    append(plain, sections[i].heading);
    append(plain, sections[i].text);
    if (plain.size() < chunk_bytes_min && i + 1 < sections.size()) continue;
    chunks.push_back({first, compressed(plain)});
    plain.clear();
    first = i + 1;
  }
  return chunks;
}

std::vector<auth::Section> unpacked(std::string_view frame) {
  auto plain = decompressed(frame);
  std::string_view rest = plain;
  std::vector<auth::Section> sections;
  while (!rest.empty()) {
    auth::Section section;
    section.anchor = take(rest);
    section.heading = take(rest);
    section.text = take(rest);
    sections.push_back(std::move(section));
  }
  return sections;
}

}  // namespace search
