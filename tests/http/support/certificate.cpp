#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>
#include <tests/http/support/certificate.hpp>

#include <cstdio>
#include <stdexcept>

void write_certificate(const std::filesystem::path& folder) {
  std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  std::unique_ptr<X509, void (*)(X509*)> certificate(X509_new(), X509_free);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key.get());
  auto* name = X509_get_subject_name(certificate.get());
  auto* host = reinterpret_cast<const unsigned char*>("localhost");
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, host, -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  X509_set_version(certificate.get(), X509_VERSION_3);
  std::unique_ptr<X509_EXTENSION, void (*)(X509_EXTENSION*)> names(
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1"), X509_EXTENSION_free);
  X509_add_ext(certificate.get(), names.get(), -1);
  if (X509_sign(certificate.get(), key.get(), EVP_sha256()) == 0) throw std::runtime_error("certificate");

  std::unique_ptr<FILE, int (*)(FILE*)> cert_file(std::fopen((folder / "cert.pem").c_str(), "w"), std::fclose);
  PEM_write_X509(cert_file.get(), certificate.get());
  std::unique_ptr<FILE, int (*)(FILE*)> key_file(std::fopen((folder / "key.pem").c_str(), "w"), std::fclose);
  PEM_write_PrivateKey(key_file.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
}

TlsClient::TlsClient(unsigned short port, int version_max, const char* groups, const char* ciphers)
    : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free),
      ssl_(nullptr, SSL_free) {
  SSL_CTX_set_max_proto_version(context_.get(), version_max);
  SSL_CTX_set_min_proto_version(context_.get(), version_max);
  if (*groups && SSL_CTX_set1_groups_list(context_.get(), groups) != 1) throw std::runtime_error("groups");
  if (*ciphers && SSL_CTX_set_cipher_list(context_.get(), ciphers) != 1) throw std::runtime_error("ciphers");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  timeval limit{10, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  if (::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) throw std::runtime_error("connect");
  ssl_.reset(SSL_new(context_.get()));
  SSL_set_fd(ssl_.get(), fd_);
  connected_ = SSL_connect(ssl_.get()) == 1;
}

TlsClient::~TlsClient() {
  ssl_.reset();
  ::close(fd_);
}

std::string TlsClient::protocol() const {
  return SSL_get_version(ssl_.get());
}

void TlsClient::send(std::string_view bytes) {
  SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()));
}

std::string TlsClient::exactly(std::size_t bytes) {
  std::string all(bytes, '\0');
  std::size_t done = 0;
  while (done < bytes) {
    int got = SSL_read(ssl_.get(), all.data() + done, static_cast<int>(bytes - done));
    if (got <= 0) break;
    done += static_cast<std::size_t>(got);
  }
  all.resize(done);
  return all;
}

std::string TlsClient::answer() {
  std::string head;
  while (!head.ends_with("\r\n\r\n")) {
    auto byte = exactly(1);
    if (byte.empty()) return head;
    head += byte;
  }
  auto at = head.find("Content-Length: ");
  return at == head.npos ? head : head + exactly(std::strtoull(head.c_str() + at + 16, nullptr, 10));
}
