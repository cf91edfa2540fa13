// Sections of a document at rest: consecutive ones joined and compressed together, because the index must stay small
// beside the text. A frame that cannot be read is reported, never guessed.
#pragma once
#include <auth/document.hpp>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace search {

// The index file is broken: it is thrown away and built again.
struct Damaged : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Chunk {
  std::size_t first;  // ordinal of its first section
  std::string frame;
};

std::vector<Chunk> packed(const std::vector<auth::Section>&);
// All sections of one frame. Damaged when it cannot be read.
std::vector<auth::Section> unpacked(std::string_view frame);
// Only the one at `index`; a heading without text of its own gets that of the next section that has some.
auth::Section unpacked(std::string_view frame, std::size_t index);

}  // namespace search
