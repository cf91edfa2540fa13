#include <search/chunk.hpp>
#include <storage/compression.hpp>

#include <cstdint>
#include <cstring>
#include <optional>

namespace search {
namespace {

constexpr std::size_t chunk_bytes_min = 96 * 1024;

[[noreturn]] void damaged() {
  throw Damaged("a chunk of the search index is damaged");
}

void append(std::string& out, std::string_view text) {
  auto size = std::uint32_t(text.size());
  out.append(reinterpret_cast<const char*>(&size), sizeof size);
  out += text;
}

std::string_view take(std::string_view& from) {
  std::uint32_t size = 0;
  if (from.size() < sizeof size) damaged();
  std::memcpy(&size, from.data(), sizeof size);
  from.remove_prefix(sizeof size);
  if (from.size() < size) damaged();
  auto out = from.substr(0, size);
  from.remove_prefix(size);
  return out;
}

// Hands over anchor, heading and text of every section.
template <class F>
void each_section(std::string_view frame, F&& section) {
  std::string plain;
  try {
    plain = storage::decompress(frame);
  } catch (const std::exception&) {
    damaged();
  }
  for (std::string_view rest = plain; !rest.empty();) {
    auto anchor = take(rest), heading = take(rest), text = take(rest);
    section(anchor, heading, text);
  }
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
    chunks.push_back({first, storage::compress(plain)});
    plain.clear();
    first = i + 1;
  }
  return chunks;
}

std::vector<auth::Section> unpacked(std::string_view frame) {
  std::vector<auth::Section> sections;
  each_section(frame, [&](auto anchor, auto heading, auto text) {
    sections.push_back({std::string(anchor), std::string(heading), std::string(text)});
  });
  return sections;
}

auth::Section unpacked(std::string_view frame, std::size_t index) {
  std::optional<auth::Section> found;
  std::size_t at = 0;
  each_section(frame, [&](auto anchor, auto heading, auto text) {
    if (at++ == index) found = {std::string(anchor), std::string(heading), std::string(text)};
    else if (found && found->text.empty()) found->text = text;
  });
  if (!found) damaged();
  return std::move(*found);
}

}  // namespace search
