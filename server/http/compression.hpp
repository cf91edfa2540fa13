// Smaller answers for thin lines (RFC 9110 8.4). What BREACH needs is not there: no body carries a secret of the
// session, and SameSite cookies keep foreign pages from asking in somebody's name.
#pragma once
#include <server/http/message.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace http {

enum class Coding { brotli, gzip };  // browsers ask for Brotli under TLS only
enum class Effort { quick, thorough };  // thorough: for what is kept and sent again

// The better of what Accept-Encoding allows; none for a text that fits into one packet anyway.
std::optional<Coding> coding_for(std::string_view accept_encoding, std::size_t text_bytes);
std::string_view name_of(Coding);  // as in Content-Encoding

// Any thread. Quick: about 100 MB/s, thorough: about 30 MB/s.
std::string compressed(std::string_view text, Coding, Effort);

// Compresses a text body if the client takes that and it is worth it, and says so in the headers.
void compress(Response&, std::string_view accept_encoding);

}  // namespace http
