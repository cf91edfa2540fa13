// TLS settings of BSI TR-02102-2: TLS 1.2 and 1.3, ECDHE with AES-GCM, NIST and Brainpool curves, HTTP/1.1 by ALPN.
#pragma once
#include <memory>
#include <string>

struct ssl_ctx_st;

namespace http {

using TlsContext = std::unique_ptr<ssl_ctx_st, void (*)(ssl_ctx_st*)>;

// std::runtime_error naming the file when the certificate chain or key (PEM) cannot be used.
TlsContext tls_context(const std::string& certificate_path, const std::string& key_path);

}  // namespace http
