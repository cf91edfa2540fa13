// Attachments over HTTP: uploads streamed into a blob, downloads from the open file with ranges. What a browser gets is
// never run: sandboxed, typed by content, and offered for saving unless it is a raster image.
#pragma once
#include <server/http/dispatch.hpp>
#include <storage/blobs.hpp>
#include <storage/store.hpp>

namespace server {

class AttachmentTransfer {
 public:
  AttachmentTransfer(storage::Store& store, const storage::Blobs& blobs, std::uint64_t bytes_max)
      : store_(store), blobs_(blobs), bytes_max_(bytes_max) {}
  void add_routes(http::Routes&);

 private:
  std::unique_ptr<http::BodySink> open_sink(const http::Request&, const http::Context&, std::uint64_t& limit_bytes);
  void upload(http::Request, http::Context, http::Respond);
  void download(http::Request, http::Context, http::Respond);

  storage::Store& store_;
  const storage::Blobs& blobs_;
  std::uint64_t bytes_max_;
};

// A single byte range of a file ("bytes=0-99", "bytes=-500"). nullopt: send everything. Failure is not thrown:
// `satisfiable` is false for 416.
struct Range {
  std::uint64_t offset_bytes, size_bytes;
  bool satisfiable;
};
std::optional<Range> parse_range(std::string_view header, std::uint64_t size_bytes);

}  // namespace server
