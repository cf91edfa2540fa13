#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <tests/support/raw_client.hpp>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <stdexcept>
#include <utility>

namespace {
std::size_t number(std::string_view text) {
  std::size_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}
}  // namespace

std::string RawAnswer::member(std::string_view name) const {
  auto label = "\"" + std::string(name) + "\":\"";
  auto start = body.find(label);
  if (start == body.npos) return {};
  start += label.size();
  return body.substr(start, body.find('"', start) - start);
}

RawClient::RawClient(unsigned short port, int receive_bytes) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (receive_bytes != 0) ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof receive_bytes);
  int on = 1;
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    ::close(fd_);
    throw std::runtime_error("connect");
  }
}

RawClient::~RawClient() {
  if (fd_ >= 0) ::close(fd_);
}

RawClient::RawClient(RawClient&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), buffer_(std::move(other.buffer_)) {}

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void RawClient::finish() {
  ::shutdown(fd_, SHUT_WR);
}

bool RawClient::readable_within(std::chrono::milliseconds limit) const {
  pollfd wait{fd_, POLLIN, 0};
  return ::poll(&wait, 1, static_cast<int>(limit.count())) == 1;
}

std::string RawClient::some() {
  if (!buffer_.empty()) return std::exchange(buffer_, {});
  if (!readable_within(time_limit)) return {};
  char bytes[64 * 1024];
  auto got = ::recv(fd_, bytes, sizeof bytes, 0);
  return got > 0 ? std::string(bytes, static_cast<std::size_t>(got)) : std::string();
}

std::string RawClient::exactly(std::size_t bytes) {
  std::string all;
  while (all.size() < bytes) {
    auto piece = some();
    if (piece.empty()) return all;
    all += piece;
  }
  buffer_ = all.substr(bytes);
  all.resize(bytes);
  return all;
}

bool RawClient::ended() {
  if (!buffer_.empty()) return false;
  if (!readable_within(time_limit)) return false;
  char byte;
  return ::recv(fd_, &byte, 1, 0) <= 0;
}

RawAnswer RawClient::answer(bool head_only) {
  RawAnswer answer;
  std::string all;
  std::size_t end;
  while ((end = all.find("\r\n\r\n")) == all.npos) {
    auto piece = some();
    if (piece.empty()) return answer;
    all += piece;
  }
  answer.head = all.substr(0, end + 2);
  buffer_ = all.substr(end + 4);
  for (std::size_t line = answer.head.find("\r\n") + 2; line < answer.head.size();) {
    auto stop = answer.head.find("\r\n", line);
    auto colon = answer.head.find(':', line);
    auto name = answer.head.substr(line, colon - line);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    answer.headers[name] = answer.head.substr(colon + 2, stop - colon - 2);
    line = stop + 2;
  }
  answer.status = static_cast<int>(number(answer.head.substr(9, 3)));
  auto length = answer.headers.find("content-length");
  if (!head_only && length != answer.headers.end()) {
    auto bytes = number(length->second);
    answer.body = exactly(bytes);
    if (answer.body.size() != bytes) answer.status = 0;
  }
  return answer;
}

RawAnswer RawClient::exchange(std::string_view request) {
  send(request);
  return answer();
}

std::string live_frame(unsigned opcode, std::string_view payload) {
  std::string frame(1, static_cast<char>(0x80 | opcode));
  if (payload.size() < 126) {
    frame += static_cast<char>(0x80 | payload.size());
  } else {
    frame += static_cast<char>(0x80 | 126);
    frame += static_cast<char>(payload.size() >> 8);
    frame += static_cast<char>(payload.size() & 0xff);
  }
  const char mask[4] = {0x11, 0x22, 0x33, 0x44};
  frame.append(mask, 4);
  for (std::size_t i = 0; i < payload.size(); ++i) frame += static_cast<char>(payload[i] ^ mask[i % 4]);
  return frame;
}

std::string live_upgrade(std::string_view path) {
  return "GET " + std::string(path) +
         " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
}
