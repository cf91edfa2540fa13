// Sections of a document at rest: consecutive ones joined and compressed together, because the index must stay small
// beside the text. Names lie apart from texts, which are needed for fewer. A frame that cannot be read is reported,
// never guessed.
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
  std::string names, texts;
};

std::vector<Chunk> packed(const std::vector<auth::Section>&);

// All sections of one chunk, and how many they are. Damaged when it cannot be read, as below.
std::vector<auth::Section> unpacked(std::string_view names, std::string_view texts);

// Anchor and heading of the one at `index`.
auth::Section name_at(std::string_view names, std::size_t index);
// The texts of a chunk, to be asked several times.
class Texts {
 public:
  explicit Texts(std::string_view frame);
  // A heading without text of its own gets that of the next section that has some.
  std::string_view at(std::size_t index) const;

 private:
  std::string plain_;
  std::vector<std::string_view> texts_;
};

}  // namespace search
