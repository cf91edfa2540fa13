#include <server/http/compression.hpp>
#include <server/http/negotiation.hpp>

#include <brotli/encode.h>
#include <zlib.h>

#include <stdexcept>

namespace http {
namespace {

constexpr std::size_t compressed_from_bytes = 1024;

std::string brotli(std::string_view text, int quality) {
  std::size_t size = BrotliEncoderMaxCompressedSize(text.size());
  std::string out(size, '\0');
  if (!BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, text.size(),
                             reinterpret_cast<const std::uint8_t*>(text.data()), &size,
                             reinterpret_cast<std::uint8_t*>(out.data())))
    throw std::runtime_error("brotli failed");
  out.resize(size);
  return out;
}

std::string gzip(std::string_view text, int level) {
  constexpr int gzip_window_bits = 15 + 16, memory_level = 8;
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, gzip_window_bits, memory_level, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("zlib failed");
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  int code = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (code != Z_STREAM_END) throw std::runtime_error("zlib failed");
  return out;
}

}  // namespace

std::optional<Coding> coding_for(std::string_view accept_encoding, std::size_t text_bytes) {
  if (text_bytes < compressed_from_bytes) return {};
  if (accepts_encoding(accept_encoding, "br")) return Coding::brotli;
  if (accepts_encoding(accept_encoding, "gzip")) return Coding::gzip;
  return {};
}

std::string_view name_of(Coding coding) {
  return coding == Coding::brotli ? "br" : "gzip";
}

std::string compressed(std::string_view text, Coding coding, Effort effort) {
  bool quick = effort == Effort::quick;
  return coding == Coding::brotli ? brotli(text, quick ? 1 : 5) : gzip(text, quick ? 1 : 6);
}

void compress(Response& response, std::string_view accept_encoding) {
  auto* text = std::get_if<std::string>(&response.body);
  if (!text) return;
  response.headers.emplace_back("Vary", "Accept-Encoding");
  auto coding = coding_for(accept_encoding, text->size());
  if (!coding) return;
  *text = compressed(*text, *coding, Effort::quick);
  response.headers.emplace_back("Content-Encoding", name_of(*coding));
}

}  // namespace http
