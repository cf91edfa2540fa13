#include <server/http/negotiation.hpp>
#include <server/http/problem.hpp>
#include <server/special/attachments.hpp>
#include <wiki/pages/attachment.hpp>

#include <limits>

namespace server {
namespace {

struct UploadQuery {
  Line<200> name;
};
BOOST_DESCRIBE_STRUCT(UploadQuery, (), (name))

Id<wiki::Page> page_in(const http::Context& context) {
  auto id = parse_id(context.path.at(0));
  if (!id) throw Failure(Problem::not_found, "page_not_found");
  return {*id};
}

class UploadSink final : public http::BodySink {
 public:
  UploadSink(const storage::Blobs& blobs, std::uint64_t bytes_max) : upload(blobs), left_bytes_(bytes_max) {}
  void write(std::string_view piece) override {
    if (piece.size() > left_bytes_) throw Failure(Problem::too_large, "attachment_too_large");
    left_bytes_ -= piece.size();
    upload.write(piece);
  }
  storage::Blobs::Upload upload;

 private:
  std::uint64_t left_bytes_;
};

// RFC 5987: every byte that is not a plain letter, digit or mark as %XX.
std::string percent_encoded(std::string_view text) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (unsigned char c : text) {
    bool plain =
        (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_';
    if (plain) out += char(c);
    else out.append({'%', digits[c >> 4], digits[c & 15]});
  }
  return out;
}

std::string disposition(const std::string& name, bool shown) {
  auto file = name.substr(name.rfind('/') + 1);
  return std::string(shown ? "inline" : "attachment") + "; filename*=UTF-8''" + percent_encoded(file);
}

std::optional<std::uint64_t> digits(std::string_view text) {
  if (text.empty() || text.size() > 18) return {};
  std::uint64_t value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return {};
    value = value * 10 + std::uint64_t(c - '0');
  }
  return value;
}

}  // namespace

std::optional<Range> parse_range(std::string_view header, std::uint64_t size) {
  constexpr std::string_view unit = "bytes=";
  if (!header.starts_with(unit) || header.find(',') != std::string_view::npos) return {};
  auto spec = header.substr(unit.size());
  auto dash = spec.find('-');
  if (dash == std::string_view::npos) return {};
  auto first = digits(spec.substr(0, dash)), last = digits(spec.substr(dash + 1));
  if (dash == 0) {
    if (!last) return {};
    auto length = std::min(*last, size);
    return Range{size - length, length, length > 0};
  }
  if (!first || (!last && dash + 1 != spec.size())) return {};
  if (last && *last < *first) return {};
  if (*first >= size) return Range{0, 0, false};
  auto end = last ? std::min(*last + 1, size) : size;
  return Range{*first, end - *first, true};
}

void AttachmentTransfer::add_routes(http::Routes& routes) {
  routes
      .raw(http::Method::post, "/api/pages/{page}/attachments",
           [this](http::Request request, http::Context context, http::Respond respond) {
             upload(std::move(request), std::move(context), std::move(respond));
           })
      .rated("upload")
      .sink([this](const http::Request& head, const http::Context& context, std::uint64_t& limit) {
        return open_sink(head, context, limit);
      })
      .status(201)
      .names<Id<wiki::Page>>()
      .asks<UploadQuery>()
      .takes_bytes()
      .returns<wiki::AttachmentView>()
      .summary("Attach a file; the body is its bytes");
  routes.raw(http::Method::get, "/api/attachments/{attachment}",
             [this](http::Request request, http::Context context, http::Respond respond) {
               download(std::move(request), std::move(context), std::move(respond));
             })
      .names<Id<wiki::Attachment>>().returns_bytes()
      .summary("The bytes of an attachment, to save; with ?inline=1 images are shown");
}

std::unique_ptr<http::BodySink> AttachmentTransfer::open_sink(const http::Request& head, const http::Context& context,
                                                             std::uint64_t& limit_bytes) {
  auto query = http::read_query<UploadQuery>(head.query);
  store_.read([&](ReadTx& tx) { wiki::check_upload(tx, *context.viewer, page_in(context), query.name.str()); });
  auto announced = digits(head.header("content-length"));
  if (announced && *announced > bytes_max_) throw Failure(Problem::too_large, "attachment_too_large");
  limit_bytes = std::numeric_limits<std::uint64_t>::max();  // the sink counts, so that the refusal has its own name
  return std::make_unique<UploadSink>(blobs_, bytes_max_);
}

void AttachmentTransfer::upload(http::Request request, http::Context context, http::Respond respond) {
  auto query = http::read_query<UploadQuery>(request.query);
  auto page = page_in(context);
  store_.read([&](ReadTx& tx) { wiki::check_upload(tx, *context.viewer, page, query.name.str()); });
  std::shared_ptr<http::BodySink> sink = std::move(request.sink);
  if (!sink) sink = std::make_shared<UploadSink>(blobs_, bytes_max_);  // an empty body
  // Syncing the file and finding its type take milliseconds: not on the I/O thread.
  store_.heavy_pool().post([this, page, query, sink, viewer = context.viewer, id = request.id, respond] {
    try {
      auto blob = static_cast<UploadSink&>(*sink).upload.finish();
      auto file = wiki::identified(query.name.str(), std::move(blob));
      auto view = store_.write([&](WriteTx& tx) { return wiki::attach(tx, *viewer, page, file); });
      respond({201, {{"content-type", "application/json"}}, json::encode(view)});
    } catch (...) {
      respond(http::problem(std::current_exception(), id));
    }
  });
}

void AttachmentTransfer::download(http::Request request, http::Context context, http::Respond respond) {
  auto id = parse_id(context.path.at(0));
  if (!id) throw Failure(Problem::not_found, "attachment_not_found");
  auto file = store_.read([&](ReadTx& tx) { return wiki::attachment_file(tx, *context.viewer, {*id}); });
  auto fd = blobs_.open(file.sha256.bytes);
  if (!fd) throw Failure(Problem::not_found, "attachment_not_found");
  auto size = std::uint64_t(file.bytes);
  auto etag = "\"" + storage::hex(file.sha256.bytes).substr(0, 32) + "\"";
  bool shown = request.query == "inline=1" && wiki::is_raster_image(file.type);
  http::Headers headers = {{"content-type", shown ? file.type : "application/octet-stream"},
                           {"content-disposition", disposition(file.name, shown)},
                           {"content-security-policy", "sandbox; default-src 'none'"},
                           {"accept-ranges", "bytes"},
                           {"etag", etag},
                           {"cache-control", "private, no-cache"},
                           {"vary", "Cookie, Authorization, Stafette-View-As"}};
  if (http::names_etag(request.header("if-none-match"), etag)) return respond({304, std::move(headers), ""});
  auto range = parse_range(request.header("range"), size);
  if (auto condition = request.header("if-range"); !condition.empty() && condition != etag) range.reset();
  if (!range) return respond({200, std::move(headers), http::FileBody{fd, 0, size}});
  if (!range->satisfiable) {
    headers.emplace_back("content-range", "bytes */" + std::to_string(size));
    return respond({416, std::move(headers), ""});
  }
  headers.emplace_back("content-range", "bytes " + std::to_string(range->offset_bytes) + "-" +
                                            std::to_string(range->offset_bytes + range->size_bytes - 1) + "/" +
                                            std::to_string(size));
  respond({206, std::move(headers), http::FileBody{fd, range->offset_bytes, range->size_bytes}});
}

}  // namespace server
