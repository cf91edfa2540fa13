// Which neighbours may speak for others. X-Forwarded-For and -Proto are believed only when the connection itself comes
// from a trusted proxy; otherwise anybody could choose the address that limits and logs see.
#pragma once
#include <server/http/message.hpp>

#include <boost/asio/ip/address.hpp>
#include <string>
#include <vector>

namespace http {

class Proxies {
 public:
  // Addresses or CIDR networks, IPv4 or IPv6. std::invalid_argument naming the entry that is neither.
  explicit Proxies(const std::vector<std::string>& networks);

  bool trusts(const boost::asio::ip::address&) const;
  // Sets request.remote and request.tls from the forwarding headers; call only when trusts(neighbour).
  void apply(Request&) const;

 private:
  struct Network {
    boost::asio::ip::address_v6::bytes_type bytes;  // IPv4 as mapped address
    unsigned bits;
  };
  std::vector<Network> networks_;
};

}  // namespace http
