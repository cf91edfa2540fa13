// Against requests forged by other sites (CSRF): a write must come from our own pages, or carry a bearer token, which
// no browser adds by itself.
#pragma once
#include <server/http/message.hpp>

#include <string>
#include <string_view>

namespace http {

// "https://wiki.example.org" of "https://wiki.example.org/x"; lower case, without a default port. Empty if there is no
// scheme and host.
std::string origin_of(std::string_view url);

bool carries_bearer_token(const Request&);

// forbidden "origin_refused" unless the request's Origin is `own_origin`; when that is empty (no public_url
// configured), unless it names the Host it was sent to.
void require_own_origin(const Request&, std::string_view own_origin);

// The same, for writes without a bearer token; everything else passes.
void check_origin(const Request&, std::string_view own_origin);

}  // namespace http
