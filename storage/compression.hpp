// Texts as zstd frames, alone or as the difference from a known predecessor (the prefix): history and large stored
// texts. A frame carries its length and a checksum, so a damaged frame or a wrong prefix is noticed, never returned.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace storage {

// A frame that only the same prefix opens again; without prefix a key frame. Thread-safe.
std::string compress(std::string_view text, std::string_view prefix = {});

// std::runtime_error when the frame is damaged, was made with another prefix or holds more than `size_bytes_max`.
// Thread-safe.
std::string decompress(std::string_view frame, std::string_view prefix = {}, std::size_t size_bytes_max = 64u << 20);

}  // namespace storage
