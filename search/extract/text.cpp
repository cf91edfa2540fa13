#include <search/extract/html.hpp>
#include <search/extract/mail.hpp>
#include <search/extract/office.hpp>
#include <search/extract/plain.hpp>
#include <search/extract/text.hpp>

namespace extract {

bool is_pdf(std::string_view bytes) {
  return bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos;
}

std::optional<std::string> text_of(std::string_view bytes) {
  if (bytes.starts_with("PK\3\4")) return office_text(bytes);
  if (is_mail(bytes)) return mail_text(bytes);
  auto text = plain_text(bytes);
  return text && is_html(*text) ? html_text(*text) : text;
}

}  // namespace extract
