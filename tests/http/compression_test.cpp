#include <doctest/doctest.h>
#include <server/http/compression.hpp>

#include <brotli/decode.h>
#include <zlib.h>

namespace {

std::string from_brotli(const std::string& packed, std::size_t size) {
  std::string text(size, '\0');
  auto result = BrotliDecoderDecompress(packed.size(), reinterpret_cast<const std::uint8_t*>(packed.data()), &size,
                                        reinterpret_cast<std::uint8_t*>(text.data()));
  CHECK(result == BROTLI_DECODER_RESULT_SUCCESS);
  text.resize(size);
  return text;
}

std::string from_gzip(std::string packed, std::size_t size) {
  std::string text(size, '\0');
  z_stream stream{};
  REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_in = uInt(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = uInt(text.size());
  CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  return text;
}

std::string value_of(const http::Response& response, std::string_view name) {
  for (auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

}  // namespace

TEST_CASE("what was compressed comes back, whatever the coding and the effort") {
  std::string repeated;
  for (int i = 0; i < 3000; ++i) repeated += "{\"titel\":\"Straße " + std::to_string(i % 7) + "\"},";
  for (auto& text : {std::string(), std::string("ü"), repeated, std::string(3'000'000, '\0')})
    for (auto effort : {http::Effort::quick, http::Effort::thorough}) {
      CAPTURE(text.size());
      auto brotli = http::compressed(text, http::Coding::brotli, effort);
      auto gzip = http::compressed(text, http::Coding::gzip, effort);
      CHECK(from_brotli(brotli, text.size()) == text);
      CHECK(from_gzip(gzip, text.size()) == text);
      if (text.size() > 1000) CHECK(std::max(brotli.size(), gzip.size()) < text.size() / 10);
    }
}

TEST_CASE("an answer is compressed as the client can take it") {
  struct Case {
    const char* accept;
    std::size_t bytes;
    const char* coding;
  };
  for (auto& c : std::vector<Case>{{"gzip, deflate, br", 5000, "br"},
                                   {"gzip, deflate", 5000, "gzip"},
                                   {"br;q=0, gzip", 5000, "gzip"},
                                   {"*", 5000, "br"},
                                   {"identity", 5000, ""},
                                   {"", 5000, ""},
                                   {"gzip, br", 900, ""}}) {
    CAPTURE(c.accept);
    CAPTURE(c.bytes);
    http::Response response;
    response.body = std::string(c.bytes, 'a');
    http::compress(response, c.accept);
    CHECK(value_of(response, "Content-Encoding") == c.coding);
    CHECK(value_of(response, "Vary") == "Accept-Encoding");
    CHECK((std::get<std::string>(response.body).size() == c.bytes) == (*c.coding == '\0'));
  }
}
