#include <server/http/head.hpp>
#include <server/outbound/smtp.hpp>
#include <storage/blobs.hpp>

#include <curl/curl.h>
#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <memory>

namespace outbound {
namespace {

constexpr std::size_t base64_line = 76;

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using Lines = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

std::string base64(std::string_view bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  auto size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                              reinterpret_cast<const unsigned char*>(bytes.data()), int(bytes.size()));
  out.resize(std::size_t(size));
  return out;
}

// Encoded words (RFC 2047) of whole characters, each on a line of its own.
std::string header_text(std::string_view text) {
  constexpr std::size_t word = 42;
  std::string out;
  while (!text.empty()) {
    auto end = std::min(text.size(), word);
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    out.append(out.empty() ? "" : "\r\n ").append("=?UTF-8?B?" + base64(text.substr(0, end)) + "?=");
    text.remove_prefix(end);
  }
  return out;
}

bool on_this_machine(const std::string& url) {
  return url.starts_with("smtp://127.0.0.1") || url.starts_with("smtp://localhost") || url.starts_with("smtp://[::1]");
}

std::size_t hand_over(char* to, std::size_t, std::size_t room, void* from) {
  auto& left = *static_cast<std::string_view*>(from);
  auto size = std::min(room, left.size());
  left.copy(to, size);
  left.remove_prefix(size);
  return size;
}

Fault not_sent(std::string why) { return {Problem::unavailable, "mail_not_sent", std::move(why)}; }

}  // namespace

bool is_mail_address(std::string_view address) {
  auto at = address.find('@');
  bool plain = std::all_of(address.begin(), address.end(), [](unsigned char c) {
    return c > ' ' && c < 0x7F && c != '<' && c != '>' && c != ',' && c != ';' && c != '"';
  });
  return plain && at != 0 && at != address.npos && at + 1 < address.size() && address.find('@', at + 1) == address.npos;
}

std::string message_of(const MailServer& server, const Mail& mail, Time at) {
  auto domain = server.from.substr(server.from.find('@') + 1);
  auto message = fmt::format(
      "Date: {}\r\nFrom: <{}>\r\nTo: <{}>\r\nSubject: {}\r\nMessage-ID: <{}@{}>\r\nAuto-Submitted: auto-generated\r\n"
      "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
      http::http_date(std::time_t(at.ms / 1000)), server.from, mail.to, header_text(mail.subject),
      storage::hex(storage::random_bytes(16)), domain);
  auto body = base64(mail.text);
  for (std::size_t i = 0; i < body.size(); i += base64_line) message += body.substr(i, base64_line) + "\r\n";
  return message;
}

void send(const MailServer& server, const Mail& mail, Time at) {
  if (!is_mail_address(mail.to) || !is_mail_address(server.from)) throw not_sent("not an address");
  Handle handle(curl_easy_init(), curl_easy_cleanup);
  Lines to(curl_slist_append(nullptr, ("<" + mail.to + ">").c_str()), curl_slist_free_all);
  if (!handle || !to) throw not_sent("no memory");
  auto message = message_of(server, mail, at);
  std::string_view left(message);
  std::array<char, CURL_ERROR_SIZE> why{};
  auto* curl = handle.get();
  curl_easy_setopt(curl, CURLOPT_URL, server.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_USE_SSL, long(on_this_machine(server.url) ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 5L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 30L);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, why.data());
  if (!server.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, server.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, server.password.c_str());
  }
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, ("<" + server.from + ">").c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to.get());
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, hand_over);
  curl_easy_setopt(curl, CURLOPT_READDATA, &left);
  auto code = curl_easy_perform(curl);
  if (code != CURLE_OK) throw not_sent(why[0] ? why.data() : curl_easy_strerror(code));
}

}  // namespace outbound
