#include <server/control/message.hpp>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace control {
namespace {

constexpr const char* socket_name = "control.sock";

// A folder's path may be longer than the 108 bytes of a socket's address; its descriptor's is not.
struct Address {
  explicit Address(const std::filesystem::path& in)
      : folder(::open(in.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)), path(folder.path() + "/" + socket_name) {
    where.sun_family = AF_UNIX;
    path.copy(where.sun_path, sizeof where.sun_path - 1);
  }
  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&where); }
  storage::Descriptor folder;
  std::string path;
  sockaddr_un where{};
};

union Ancillary {
  cmsghdr align;
  char bytes[CMSG_SPACE(sizeof(int))];
};

storage::Descriptor new_socket() {
  return storage::Descriptor(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
}

}  // namespace

bool Channel::send(std::string_view text, int file) {
  iovec part{const_cast<char*>(text.data()), text.size()};
  Ancillary extra{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  if (file >= 0) {
    message.msg_control = extra.bytes;
    message.msg_controllen = sizeof extra.bytes;
    auto* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(header), &file, sizeof file);
  }
  ssize_t sent;
  do sent = ::sendmsg(socket_.get(), &message, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent == ssize_t(text.size());
}

std::optional<Packet> Channel::receive() {
  std::string text(packet_bytes_max, '\0');
  iovec part{text.data(), text.size()};
  Ancillary extra{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = extra.bytes;
  message.msg_controllen = sizeof extra.bytes;
  ssize_t got;
  do got = ::recvmsg(socket_.get(), &message, MSG_CMSG_CLOEXEC);
  while (got < 0 && errno == EINTR);
  Packet packet;
  for (auto* header = CMSG_FIRSTHDR(&message); got >= 0 && header; header = CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
    int file = -1;
    std::memcpy(&file, CMSG_DATA(header), sizeof file);
    packet.file = storage::Descriptor(file);
  }
  if (got <= 0 || (message.msg_flags & MSG_TRUNC)) return {};
  text.resize(std::size_t(got));
  packet.text = std::move(text);
  return packet;
}

bool Channel::trusted() const {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (::getsockopt(socket_.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
  return peer.uid == ::geteuid() || peer.uid == 0;
}

void Channel::limit_waiting(std::chrono::seconds limit) {
  timeval time{limit.count(), 0};
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
}

void Channel::end() {
  ::shutdown(socket_.get(), SHUT_RD);
}

bool Channel::ended() const {
  pollfd end{socket_.get(), POLLRDHUP, 0};
  return ::poll(&end, 1, 0) > 0 && (end.revents & (POLLHUP | POLLERR | POLLRDHUP)) != 0;
}

storage::Descriptor listening_in(const std::filesystem::path& folder) {
  Address address(folder);
  auto socket = new_socket();
  if (!address.folder || !socket) storage::raise_errno("cannot open the control socket");
  ::unlinkat(address.folder.get(), socket_name, 0);
  bool listening = ::fchmod(socket.get(), 0600) == 0 &&  // before it has a name: never open to others
                   ::bind(socket.get(), address.get(), sizeof address.where) == 0 && ::listen(socket.get(), 16) == 0;
  if (!listening) storage::raise_errno("cannot listen on the control socket");
  return socket;
}

std::optional<Channel> connected_to(const std::filesystem::path& folder) {
  Address address(folder);
  auto socket = new_socket();
  if (!address.folder || !socket) return {};
  if (::connect(socket.get(), address.get(), sizeof address.where) != 0) return {};
  return Channel(std::move(socket));
}

}  // namespace control
