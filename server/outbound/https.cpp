#include <auth/identity_sources.hpp>
#include <server/outbound/https.hpp>

#include <curl/curl.h>

#include <array>
#include <memory>

namespace outbound {
namespace {

struct CurlReady {
  CurlReady() { curl_global_init(CURL_GLOBAL_DEFAULT); }
};

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using Lines = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

std::size_t collect(char* bytes, std::size_t, std::size_t count, void* to) {
  auto& body = *static_cast<std::string*>(to);
  if (body.size() + count > reply_bytes_max) return 0;  // curl gives up
  body.append(bytes, count);
  return count;
}

void set_limits(CURL* handle, const std::string& url) {
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, url.starts_with("https:") ? "https" : "http");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, 5L);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, long(request_time_max.count()));
  curl_easy_setopt(handle, CURLOPT_MAXFILESIZE, long(reply_bytes_max));
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(handle, CURLOPT_USERAGENT, "Stafette");
}

Fault unreachable(std::string why) { return {Problem::unavailable, "provider_unreachable", std::move(why)}; }

void set_credentials(CURL* handle, const Request& request) {
  if (!request.user.empty()) {
    curl_easy_setopt(handle, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
    curl_easy_setopt(handle, CURLOPT_USERNAME, request.user.c_str());
    curl_easy_setopt(handle, CURLOPT_PASSWORD, request.password.c_str());
  }
  if (!request.bearer.empty()) {
    curl_easy_setopt(handle, CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
    curl_easy_setopt(handle, CURLOPT_XOAUTH2_BEARER, request.bearer.c_str());
  }
}

}  // namespace

Reply send(const Request& request) {
  static CurlReady ready;
  if (!auth::is_provider_url(request.url.substr(0, request.url.find('?')))) throw unreachable("address not allowed");
  Handle handle(curl_easy_init(), curl_easy_cleanup);
  if (!handle) throw unreachable("no memory");
  Reply reply;
  std::array<char, CURL_ERROR_SIZE> why{};
  set_limits(handle.get(), request.url);
  curl_easy_setopt(handle.get(), CURLOPT_ERRORBUFFER, why.data());
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, collect);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &reply.body);
  Lines lines(curl_slist_append(nullptr, "Accept: application/json"), curl_slist_free_all);
  if (request.form) {
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE, long(request.form->size()));
    curl_easy_setopt(handle.get(), CURLOPT_COPYPOSTFIELDS, request.form->c_str());
  }
  set_credentials(handle.get(), request);
  curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, lines.get());
  auto code = curl_easy_perform(handle.get());
  if (code != CURLE_OK) throw unreachable(why[0] ? why.data() : curl_easy_strerror(code));
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  reply.status = int(status);
  return reply;
}

std::string percent_encoded(std::string_view text) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (unsigned char c : text) {
    bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.' ||
                 c == '_' || c == '~';
    if (plain) out += char(c);
    else out.append({'%', digits[c >> 4], digits[c & 15]});
  }
  return out;
}

}  // namespace outbound
