#include <wiki/pages/markdown/arena.hpp>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace wiki::markdown {
namespace {

constexpr std::size_t chunk_bytes_min = 256 << 10, chunk_bytes_max = 8 << 20;
constexpr std::size_t header_bytes = alignof(std::max_align_t);  // holds the size of the block behind it

thread_local Arena* current = nullptr;
// The first chunk of the last arena: most pages need no other, and it is warm.
thread_local std::unique_ptr<std::byte[]> spare;

std::size_t& size_of(void* block) {
  return *reinterpret_cast<std::size_t*>(static_cast<std::byte*>(block) - header_bytes);
}

std::size_t aligned(std::size_t size_bytes) {
  return (size_bytes + header_bytes - 1) / header_bytes * header_bytes;
}

}  // namespace

struct ArenaMemory {
  // cmark never asks for products that overflow; an arena out of memory throws through no C frame but ends the process
  // as cmark's own allocator does.
  static void* take(std::size_t count, std::size_t size_bytes) noexcept { return current->take(count * size_bytes); }
  static void* grow(void* block, std::size_t size_bytes) noexcept { return current->grow(block, size_bytes); }
  static void keep(void*) noexcept {}
};

cmark_mem* Arena::memory() {
  static cmark_mem functions{ArenaMemory::take, ArenaMemory::grow, ArenaMemory::keep};
  return &functions;
}

Arena::Arena() {
  if (!spare) spare.reset(new std::byte[chunk_bytes_min]);
  chunks_.push_back({std::move(spare), chunk_bytes_min});
}

Arena::~Arena() {
  spare = std::move(chunks_.front().bytes);
}

Arena::Scope::Scope(Arena& arena) : outer_(std::exchange(current, &arena)) {}
Arena::Scope::~Scope() {
  current = outer_;
}

void* Arena::take(std::size_t size_bytes) {
  auto whole = aligned(size_bytes) + header_bytes;
  if (chunks_.back().size_bytes - used_ < whole) {
    auto size = std::max(std::min(chunks_.back().size_bytes * 2, chunk_bytes_max), whole);
    chunks_.push_back({std::unique_ptr<std::byte[]>(new std::byte[size]), size});
    used_ = 0;
  }
  auto* block = chunks_.back().bytes.get() + used_ + header_bytes;
  used_ += whole;
  size_of(block) = size_bytes;
  return std::memset(block, 0, size_bytes);
}

void* Arena::grow(void* block, std::size_t size_bytes) {
  if (!block) return take(size_bytes);
  auto old = size_of(block);
  if (size_bytes <= old) return block;
  auto* end = static_cast<std::byte*>(block) + aligned(old);
  auto more = aligned(size_bytes) - aligned(old);
  auto& chunk = chunks_.back();
  if (end == chunk.bytes.get() + used_ && chunk.size_bytes - used_ >= more) {
    used_ += more;
    size_of(block) = size_bytes;
    return block;
  }
  return std::memcpy(take(size_bytes), block, old);
}

}  // namespace wiki::markdown
