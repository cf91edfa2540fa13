// A certificate for localhost that signs itself, made anew for each test, and a TLS client that trusts any.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct ssl_ctx_st;
struct ssl_st;

// Writes cert.pem and key.pem (P-256) into the folder.
void write_certificate(const std::filesystem::path& folder);

class TlsClient {
 public:
  // `groups`, `ciphers` (TLS 1.2): OpenSSL lists, empty for the defaults. version_max: for example TLS1_2_VERSION, 0:
  // any.
  explicit TlsClient(unsigned short port, int version_max = 0, const char* groups = "", const char* ciphers = "");
  ~TlsClient();
  TlsClient(const TlsClient&) = delete;

  bool connected() const { return connected_; }
  std::string protocol() const;  // "TLSv1.3"
  void send(std::string_view bytes);
  // Reads until that many bytes are there, or the end.
  std::string exactly(std::size_t bytes);
  // Header section and body of one answer with Content-Length.
  std::string answer();

 private:
  int fd_;
  bool connected_ = false;
  std::unique_ptr<ssl_ctx_st, void (*)(ssl_ctx_st*)> context_;
  std::unique_ptr<ssl_st, void (*)(ssl_st*)> ssl_;
};
