#include <server/http/assets.hpp>
#include <server/http/negotiation.hpp>

namespace http {
namespace {

std::string type_of(std::string_view path) {
  static constexpr std::pair<std::string_view, std::string_view> types[] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
  };
  for (auto& [ending, type] : types)
    if (path.ends_with(ending)) return std::string(type);
  return "application/octet-stream";
}

bool names_a_file(std::string_view path) {
  return path.starts_with("/assets/") || path.find('.', path.rfind('/')) != path.npos;
}

}  // namespace

Assets::Assets(std::span<const EmbeddedFile> files) {
  auto variant = [](const EmbeddedFile& file) {
    return Variant{std::make_shared<const std::string>(file.bytes),
                   "\"" + std::string(file.sha256.substr(0, 32)) + "\""};
  };
  for (auto& embedded : files) {
    auto path = "/" + std::string(embedded.path);
    bool brotli = path.ends_with(".br"), gzip = path.ends_with(".gz");
    if (brotli || gzip) path.resize(path.size() - 3);
    auto& file = files_[path];
    file.type = type_of(path);
    file.immutable = path.starts_with("/assets/");
    (brotli ? file.brotli : gzip ? file.gzip : file.plain) = variant(embedded);
  }
}

std::optional<Response> Assets::find(const Request& request) const {
  auto found = files_.find(request.path);
  if (found == files_.end() && !names_a_file(request.path)) found = files_.find("/index.html");
  if (found == files_.end() || !found->second.plain.body) return {};
  auto& file = found->second;

  auto accepted = request.header("accept-encoding");
  auto* variant = &file.plain;
  std::string_view encoding;
  if (file.brotli.body && accepts_encoding(accepted, "br")) {
    variant = &file.brotli;
    encoding = "br";
  } else if (file.gzip.body && accepts_encoding(accepted, "gzip")) {
    variant = &file.gzip;
    encoding = "gzip";
  }
  Response response;
  response.headers = {{"Content-Type", file.type},
                      {"ETag", variant->etag},
                      {"Vary", "Accept-Encoding"},
                      {"Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache"}};
  if (names_etag(request.header("if-none-match"), variant->etag)) {
    response.status = 304;
    return response;
  }
  if (!encoding.empty()) response.headers.emplace_back("Content-Encoding", encoding);
  response.body = variant->body;
  return response;
}

}  // namespace http
