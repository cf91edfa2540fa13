// Memory of one syntax tree: taken in order, given back as a whole. cmark spends a third of its time in malloc
// otherwise. While a Scope lives, cmark on this thread allocates from its arena; nothing is freed singly.
#pragma once
#include <cmark.h>

#include <cstddef>
#include <memory>
#include <vector>

namespace wiki::markdown {

class Arena {
 public:
  Arena();
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  class Scope {
   public:
    explicit Scope(Arena&);
    ~Scope();
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    Arena* outer_;
  };
  static cmark_mem* memory();

 private:
  friend struct ArenaMemory;
  void* take(std::size_t size_bytes);  // zeroed
  void* grow(void* block, std::size_t size_bytes);

  struct Chunk {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size_bytes;
  };
  std::vector<Chunk> chunks_;
  std::size_t used_ = 0;  // of the last chunk
};

}  // namespace wiki::markdown
