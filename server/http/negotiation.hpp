// What a client can take and what it has already (RFC 9110 12.5.3 and 13.1.2).
#pragma once
#include <string_view>

namespace http {

// Whether Accept-Encoding allows that coding: named, or by "*", and not with q=0.
bool accepts_encoding(std::string_view accept_encoding, std::string_view coding);

// Whether If-None-Match names the entity tag, weakly compared; "*" matches all.
bool names_etag(std::string_view if_none_match, std::string_view etag);

}  // namespace http
