#include <server/http/source.hpp>

#include <boost/asio/ip/address.hpp>

#include <algorithm>

namespace http {

std::string source_of(const Request& request) {
  boost::system::error_code error;
  auto address = boost::asio::ip::make_address(request.remote, error);
  if (error || !address.is_v6() || address.to_v6().is_v4_mapped()) return request.remote;
  auto bytes = address.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), 0);
  return boost::asio::ip::address_v6(bytes).to_string() + "/64";
}

}  // namespace http
