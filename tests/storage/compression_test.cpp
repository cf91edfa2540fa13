#include <storage/compression.hpp>

#include <doctest/doctest.h>

#include <random>
#include <stdexcept>
#include <vector>

namespace {

std::string prose(std::size_t bytes) {
  std::mt19937 random(3);
  std::string text;
  while (text.size() < bytes) text += "Wort" + std::to_string(random() % 5'000) + (random() % 9 == 0 ? ".\n\n" : " ");
  return text;
}

}  // namespace

TEST_CASE("what was compressed comes back, alone and against a predecessor") {
  for (std::size_t bytes : {0u, 1u, 300u, 21'000u, 1'600'000u, 4u << 20}) {
    CAPTURE(bytes);
    auto before = prose(bytes);
    auto text = before;
    text.insert(text.size() / 2, "geändert");
    auto alone = storage::compress(text);
    auto delta = storage::compress(text, before);
    CHECK(storage::decompress(alone) == text);
    CHECK(storage::decompress(delta, before) == text);
    if (bytes > 20'000) CHECK(alone.size() < text.size() / 2);
    // One word costs some bytes, wherever in the text it stands and however long the text is.
    if (bytes > 20'000) CHECK(delta.size() < 100 + text.size() / 4'000);
  }
}

TEST_CASE("a chain of deltas from a key frame gives every revision") {
  std::vector<std::string> texts{prose(21'000)};
  std::vector<std::string> frames{storage::compress(texts[0])};
  for (int i = 1; i < 32; ++i) {
    auto text = texts.back();
    text.insert(static_cast<std::size_t>(i) * 500, "Änderung" + std::to_string(i));
    frames.push_back(storage::compress(text, texts.back()));
    texts.push_back(text);
  }
  std::string previous;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    previous = storage::decompress(frames[i], previous);
    CHECK(previous == texts[i]);
  }
}

TEST_CASE("a damaged frame, a wrong predecessor and too long a text are refused") {
  auto before = prose(50'000);
  auto text = before + "mehr";
  auto frame = storage::compress(text);
  auto delta = storage::compress(text, before);
  auto flipped = frame;
  flipped[flipped.size() / 2] = static_cast<char>(flipped[flipped.size() / 2] ^ 1);
  auto other = before;
  other.replace(25'000, 4, "xxxx");
  struct Case {
    std::string what;
    std::string frame, prefix;
    std::size_t size_bytes_max;
  };
  for (auto& c : std::vector<Case>{
           {"empty", "", "", 1u << 20},
           {"not a frame", "not a frame", "", 1u << 20},
           {"cut off", frame.substr(0, frame.size() - 5), "", 1u << 20},
           {"a bit flipped", flipped, "", 1u << 20},
           {"another prefix", delta, other, 1u << 20},
           {"no prefix", delta, "", 1u << 20},
           {"over the limit", frame, "", text.size() - 1},
       }) {
    CAPTURE(c.what);
    CHECK_THROWS_AS(storage::decompress(c.frame, c.prefix, c.size_bytes_max), std::runtime_error);
  }
  CHECK(storage::decompress(frame, {}, text.size()) == text);
}
