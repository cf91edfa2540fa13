#include <search/extract/package.hpp>
#include <search/extract/text.hpp>

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <optional>

namespace extract {
namespace {

constexpr int entries_max = 10'000;
constexpr std::size_t part_bytes_max = 64u << 20, total_bytes_max = 128u << 20;
constexpr std::size_t ratio_max = 200, ratio_bytes_min = 4u << 20;  // small files may be dense

struct Close {
  void operator()(archive* opened) const { archive_read_free(opened); }
};
using Zip = std::unique_ptr<archive, Close>;

std::optional<std::pair<int, int>> place_of(std::string_view name, std::span<const std::string_view> places) {
  constexpr std::string_view ending = ".xml";
  if (!name.ends_with(ending)) return {};
  name.remove_suffix(ending.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!name.starts_with(places[i])) continue;
    auto digits = name.substr(places[i].size());
    int number = 0;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.empty() || (error == std::errc{} && end == digits.data() + digits.size() && number >= 0))
      return std::pair(int(i), number);
  }
  return {};
}

std::string unpacked(archive* zip, std::size_t bytes_max) {
  std::string part;
  std::array<char, 65536> piece;
  while (auto size = archive_read_data(zip, piece.data(), piece.size())) {
    if (size < 0) throw Unreadable("damaged part");
    part.append(piece.data(), std::size_t(size));
    if (part.size() > bytes_max) throw Unreadable("too large when unpacked");
  }
  return part;
}

}  // namespace

Parts package_parts(std::string_view bytes, std::span<const std::string_view> places) {
  Zip zip(archive_read_new());
  archive_read_support_format_zip(zip.get());
  if (archive_read_open_memory(zip.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) throw Unreadable("no zip file");
  auto left = std::min(total_bytes_max, std::max(ratio_bytes_min, bytes.size() * ratio_max));
  Parts parts;
  archive_entry* entry = nullptr;
  for (int count = 0;; ++count) {
    int status = archive_read_next_header(zip.get(), &entry);
    if (status == ARCHIVE_EOF) return parts;
    if (status < ARCHIVE_WARN) throw Unreadable("damaged zip file");
    if (count == entries_max) throw Unreadable("too many parts");
    const char* name = archive_entry_pathname(entry);
    auto place = name ? place_of(name, places) : std::nullopt;
    if (!place || parts.contains(*place)) continue;
    auto part = unpacked(zip.get(), std::min(part_bytes_max, left));
    left -= part.size();
    parts.emplace(*place, std::move(part));
  }
}

}  // namespace extract
