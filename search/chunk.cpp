#include <search/chunk.hpp>
#include <storage/compression.hpp>

#include <cstdint>
#include <cstring>

namespace search {
namespace {

constexpr std::size_t chunk_bytes_min = 24 * 1024;

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

std::string opened(std::string_view frame) {
  try {
    return storage::decompress(frame);
  } catch (const std::exception&) {
    damaged();
  }
}

}  // namespace

std::vector<Chunk> packed(const std::vector<auth::Section>& sections) {
  std::vector<Chunk> chunks;
  std::string names, texts;
  std::size_t first = 0;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    append(names, sections[i].anchor);
    append(names, sections[i].heading);
    append(texts, sections[i].text);
    if (names.size() + texts.size() < chunk_bytes_min && i + 1 < sections.size()) continue;
    chunks.push_back({first, storage::compress(names), storage::compress(texts)});
    names.clear();
    texts.clear();
    first = i + 1;
  }
  return chunks;
}

Texts::Texts(std::string_view frame) : plain_(opened(frame)) {
  for (std::string_view rest = plain_; !rest.empty();) texts_.push_back(take(rest));
}

std::string_view Texts::at(std::size_t index) const {
  if (index >= texts_.size()) damaged();
  while (texts_[index].empty() && index + 1 < texts_.size()) ++index;
  return texts_[index];
}

auth::Section name_at(std::string_view names, std::size_t index) {
  auto plain = opened(names);
  std::string_view rest = plain;
  for (std::size_t at = 0; !rest.empty(); ++at) {
    auto anchor = take(rest), heading = take(rest);
    if (at == index) return {std::string(anchor), std::string(heading), {}};
  }
  damaged();
}

std::vector<auth::Section> unpacked(std::string_view names, std::string_view texts) {
  std::vector<auth::Section> sections;
  auto plain_names = opened(names), plain_texts = opened(texts);
  std::string_view rest = plain_texts;
  for (std::string_view name = plain_names; !name.empty();) {
    auto anchor = take(name), heading = take(name), text = take(rest);
    sections.push_back({std::string(anchor), std::string(heading), std::string(text)});
  }
  return sections;
}

}  // namespace search
