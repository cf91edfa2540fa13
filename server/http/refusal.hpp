// Refusals of the transport itself, answered as problem+json (RFC 9457) before a handler has seen the request or when
// it gave no answer. The keys are translated by the text catalogues under "problem.<key>".
#pragma once
#include <server/http/message.hpp>

#include <string_view>

namespace http {

struct Refusal {
  int status;
  std::string_view key;
  std::string_view title;
};

namespace refusals {
inline constexpr Refusal bad_request_line{400, "bad_request_line", "The request line is malformed"};
inline constexpr Refusal bad_header{400, "bad_header", "A header field is malformed"};
inline constexpr Refusal header_folded{400, "header_folded", "Folded header lines are not accepted"};  // RFC 9112 5.2
inline constexpr Refusal host_missing{400, "host_missing", "Exactly one Host header is required"};     // RFC 9112 3.2
inline constexpr Refusal bad_host{400, "bad_host", "The Host header is malformed"};
inline constexpr Refusal bad_path{400, "bad_path", "The path is malformed"};
inline constexpr Refusal bad_content_length{400, "bad_content_length", "The body length is malformed or ambiguous"};
inline constexpr Refusal bad_transfer_encoding{400, "bad_transfer_encoding", "Only chunked is accepted"};
inline constexpr Refusal bad_chunk{400, "bad_chunk", "A chunk of the body is malformed"};
inline constexpr Refusal method_not_allowed{405, "method_not_allowed", "This method is not supported"};
inline constexpr Refusal request_timeout{408, "request_timeout", "The request took too long to arrive"};
inline constexpr Refusal body_too_large{413, "body_too_large", "The body is too large"};
inline constexpr Refusal target_too_long{414, "target_too_long", "The address is too long"};
inline constexpr Refusal expectation_failed{417, "expectation_failed", "This expectation is not supported"};
inline constexpr Refusal too_many_of_address{429, "too_many_connections_of_address",
                                             "Too many connections of one address"};
inline constexpr Refusal header_too_large{431, "header_too_large", "The header section is too large"};
inline constexpr Refusal internal{500, "internal", "The server failed to answer"};
inline constexpr Refusal too_many_connections{503, "too_many_connections", "The server has too many connections"};
inline constexpr Refusal version_not_supported{505, "version_not_supported",
                                               "Only HTTP/1.0 and HTTP/1.1 are supported"};
}  // namespace refusals

Response problem(const Refusal&, std::string_view request_id);

}  // namespace http
