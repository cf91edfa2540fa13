// Cookies as RFC 6265bis has them; ours are always HttpOnly and SameSite=Lax for the whole site.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace http {

// The value of the first cookie of that (case-sensitive) name in a Cookie header; empty if there is none.
std::string_view cookie(std::string_view header, std::string_view name);

// A Set-Cookie value. `value` must consist of letters, digits, '-', '_' and '.'. Without `lifetime` the cookie ends
// with the browser session; zero deletes it. A name with the prefix __Host- needs `secure`.
std::string set_cookie(std::string_view name, std::string_view value, bool secure,
                       std::optional<std::chrono::seconds> lifetime = {});

}  // namespace http
