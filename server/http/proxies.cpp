#include <server/http/proxies.hpp>

#include <charconv>
#include <stdexcept>

namespace http {
namespace {

namespace ip = boost::asio::ip;

ip::address_v6::bytes_type bytes_of(const ip::address& address) {
  if (address.is_v4()) return ip::make_address_v6(ip::v4_mapped, address.to_v4()).to_bytes();
  return address.to_v6().to_bytes();
}

bool same_prefix(const ip::address_v6::bytes_type& a, const ip::address_v6::bytes_type& b, unsigned bits) {
  for (unsigned bit = 0; bit < bits; bit += 8) {
    unsigned char mask = bits - bit >= 8 ? 0xff : static_cast<unsigned char>(0xff << (8 - (bits - bit)));
    if ((a[bit / 8] & mask) != (b[bit / 8] & mask)) return false;
  }
  return true;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Takes the last element off a comma-separated list.
std::string_view pop_last(std::string_view& list) {
  auto comma = list.rfind(',');
  auto last = comma == list.npos ? list : list.substr(comma + 1);
  list = comma == list.npos ? std::string_view{} : list.substr(0, comma);
  return trimmed(last);
}

}  // namespace

Proxies::Proxies(const std::vector<std::string>& networks) {
  for (auto& text : networks) {
    auto slash = text.find('/');
    boost::system::error_code ec;
    auto address = ip::make_address(text.substr(0, slash), ec);
    unsigned width = address.is_v4() ? 32 : 128, bits = width;
    auto bad = static_cast<bool>(ec);
    if (slash != text.npos) {
      auto* end = text.data() + text.size();
      auto [rest, error] = std::from_chars(text.data() + slash + 1, end, bits);
      bad = bad || error != std::errc() || rest != end || bits > width;
    }
    if (bad) throw std::invalid_argument("trusted_proxies: \"" + text + "\" is not an address or network");
    networks_.push_back({bytes_of(address), bits + 128 - width});
  }
}

bool Proxies::trusts(const ip::address& address) const {
  if (networks_.empty()) return false;
  auto bytes = bytes_of(address);
  for (auto& network : networks_)
    if (same_prefix(bytes, network.bytes, network.bits)) return true;
  return false;
}

void Proxies::apply(Request& request) const {
  // From the right, the first address that is no proxy of ours; what stands left of it anybody may have written.
  std::string joined;
  std::string_view proto;
  for (auto& [name, value] : request.headers) {
    if (name == "x-forwarded-for") joined += joined.empty() ? value : "," + value;
    if (name == "x-forwarded-proto") proto = value;
  }
  for (std::string_view list = joined; !list.empty();) {
    boost::system::error_code ec;
    auto address = ip::make_address(std::string(pop_last(list)), ec);
    if (ec) break;
    request.remote = address.to_string();
    if (!trusts(address)) break;
  }
  if (!proto.empty()) request.tls = pop_last(proto) == "https";
}

}  // namespace http
