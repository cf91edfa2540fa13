#include <search/extract/html.hpp>
#include <search/extract/mail.hpp>
#include <search/extract/text.hpp>

#include <gmime/gmime.h>

#include <algorithm>
#include <memory>

namespace extract {
namespace {

constexpr int depth_max = 32;
constexpr std::size_t head_bytes_max = 64u << 10;

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;
using OwnedText = std::unique_ptr<char, decltype(&g_free)>;

class Mail {
 public:
  explicit Mail(Text& out) : out_(out) {}

  void message(GMimeMessage* message, int depth) {
    line(g_mime_message_get_subject(message));
    people(g_mime_message_get_from(message));
    people(g_mime_message_get_to(message));
    people(g_mime_message_get_cc(message));
    line(g_mime_object_get_header(GMIME_OBJECT(message), "Date"));
    line("");
    if (auto* body = g_mime_message_get_mime_part(message)) part(body, depth);
  }

 private:
  void line(const char* text) {
    if (!text) return;
    out_.add(text);
    out_.add("\n");
  }

  void people(InternetAddressList* list) {
    if (list) line(OwnedText(internet_address_list_to_string(list, nullptr, FALSE), &g_free).get());
  }

  void part(GMimeObject* object, int depth) {
    if (depth > depth_max) throw Unreadable("parts within parts");
    if (out_.full()) return;
    if (GMIME_IS_MESSAGE_PART(object)) {
      if (auto* inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object))) message(inner, depth + 1);
    } else if (GMIME_IS_MULTIPART(object)) {
      parts(GMIME_MULTIPART(object), depth);
    } else if (GMIME_IS_PART(object)) {
      line(g_mime_part_get_filename(GMIME_PART(object)));
      bool attached = g_mime_part_is_attachment(GMIME_PART(object));
      if (GMIME_IS_TEXT_PART(object) && !attached) text(GMIME_TEXT_PART(object));
    }
  }

  // Of alternatives the plain one, of everything else all.
  void parts(GMimeMultipart* multipart, int depth) {
    auto* type = g_mime_object_get_content_type(GMIME_OBJECT(multipart));
    bool choose = g_mime_content_type_is_type(type, "multipart", "alternative");
    auto count = g_mime_multipart_get_count(multipart);
    for (int i = 0; choose && i < count; ++i) {
      auto* one = g_mime_multipart_get_part(multipart, i);
      auto* kind = g_mime_object_get_content_type(one);
      if (g_mime_content_type_is_type(kind, "text", "plain")) return part(one, depth + 1);
    }
    for (int i = 0; i < count; ++i) part(g_mime_multipart_get_part(multipart, i), depth + 1);
  }

  void text(GMimeTextPart* part) {
    OwnedText content(g_mime_text_part_get_text(part), &g_free);
    if (!content) return;
    auto* type = g_mime_object_get_content_type(GMIME_OBJECT(part));
    if (g_mime_content_type_is_type(type, "text", "html"))
      out_.add(html_text(content.get()));
    else
      out_.add(content.get());
    out_.add("\n");
  }

  Text& out_;
};

std::string small_name(std::string_view line) {
  auto colon = line.find(':');
  if (colon == line.npos || colon == 0) return {};
  std::string name(line.substr(0, colon));
  for (char& c : name) {
    if (c <= ' ' || c > '~') return {};
    if (c >= 'A' && c <= 'Z') c = char(c + 32);
  }
  return name;
}

}  // namespace

bool is_mail(std::string_view bytes) {
  auto head = bytes.substr(0, head_bytes_max);
  bool sender = false, sent = false;
  while (!head.empty() && head.front() != '\n' && head.front() != '\r') {
    auto end = std::min(head.find('\n'), head.size());
    auto line = head.substr(0, end);
    head.remove_prefix(std::min(end + 1, head.size()));
    if (line.front() == ' ' || line.front() == '\t') continue;
    auto name = small_name(line);
    if (name.empty()) return false;
    sender |= name == "from";
    sent |= name == "date" || name == "received" || name == "message-id" || name == "mime-version";
  }
  return sender && sent;
}

std::string mail_text(std::string_view bytes) {
  g_mime_init();
  Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  if (!message) throw Unreadable("no mail");
  Text out;
  Mail(out).message(message.get(), 0);
  return out.take();
}

}  // namespace extract
