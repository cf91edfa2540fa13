#include <storage/compression.hpp>

#include <zstd.h>

#include <algorithm>
#include <bit>
#include <memory>
#include <stdexcept>

namespace storage {
namespace {

constexpr int level = 3;
constexpr std::size_t long_prefix_bytes = 16u << 10;

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

std::size_t checked(std::size_t result) {
  if (ZSTD_isError(result)) throw std::runtime_error(ZSTD_getErrorName(result));
  return result;
}

void set(ZSTD_CCtx* context, ZSTD_cParameter parameter, int value) {
  checked(ZSTD_CCtx_setParameter(context, parameter, value));
}

}  // namespace

std::string compress(std::string_view text, std::string_view prefix) {
  thread_local std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
  if (!context) throw std::bad_alloc();
  checked(ZSTD_CCtx_reset(context.get(), ZSTD_reset_session_and_parameters));
  set(context.get(), ZSTD_c_compressionLevel, level);
  set(context.get(), ZSTD_c_checksumFlag, 1);
  if (!prefix.empty()) {
    // The window must reach back over the whole prefix, or its beginning is out of sight.
    auto reach = std::bit_width(text.size() + prefix.size());
    set(context.get(), ZSTD_c_windowLog, std::clamp(static_cast<int>(reach), 10, 27));
    // The tables of this level forget much of a long prefix; long-distance matching does not.
    if (prefix.size() > long_prefix_bytes) set(context.get(), ZSTD_c_enableLongDistanceMatching, 1);
    checked(ZSTD_CCtx_refPrefix(context.get(), prefix.data(), prefix.size()));
  }
  std::string frame(ZSTD_compressBound(text.size()), '\0');
  frame.resize(checked(ZSTD_compress2(context.get(), frame.data(), frame.size(), text.data(), text.size())));
  frame.shrink_to_fit();
  return frame;
}

std::string decompress(std::string_view frame, std::string_view prefix, std::size_t size_bytes_max) {
  thread_local std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
  if (!context) throw std::bad_alloc();
  auto size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN) throw std::runtime_error("not a zstd frame");
  if (size > size_bytes_max) throw std::runtime_error("compressed text is over the limit");
  checked(ZSTD_DCtx_reset(context.get(), ZSTD_reset_session_and_parameters));
  if (!prefix.empty()) checked(ZSTD_DCtx_refPrefix(context.get(), prefix.data(), prefix.size()));
  std::string text(size, '\0');
  auto got = checked(ZSTD_decompressDCtx(context.get(), text.data(), text.size(), frame.data(), frame.size()));
  if (got != text.size()) throw std::runtime_error("compressed text is incomplete");
  return text;
}

}  // namespace storage
