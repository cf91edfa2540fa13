#include <server/http/census.hpp>

namespace http {
namespace {

// One household or office holds a whole IPv6 /64.
std::string counted_address(const boost::asio::ip::address& address) {
  if (address.is_v4()) return address.to_string();
  auto bytes = address.to_v6().to_bytes();
  if (address.to_v6().is_v4_mapped()) return std::string(bytes.begin() + 12, bytes.end());
  return std::string(bytes.begin(), bytes.begin() + 8);
}

}  // namespace

Census::Admission::~Admission() {
  if (census_) census_->leave(address_);
}

std::variant<Census::Admission, Census::Full> Census::admit(const boost::asio::ip::address& address, bool trusted) {
  std::lock_guard lock(mutex_);
  if (open_ >= connections_max_) return Full::total;
  std::string counted = trusted ? "" : counted_address(address);
  if (!trusted) {
    auto& count = by_address_[counted];
    if (count >= per_address_max_) return Full::address;
    ++count;
  }
  ++open_;
  return Admission(*this, std::move(counted));
}

std::size_t Census::open() const {
  std::lock_guard lock(mutex_);
  return open_;
}

bool Census::wait_until_empty(std::chrono::steady_clock::time_point deadline) {
  std::unique_lock lock(mutex_);
  return emptied_.wait_until(lock, deadline, [this] { return open_ == 0; });
}

void Census::leave(const std::string& address) {
  std::lock_guard lock(mutex_);
  if (auto it = by_address_.find(address); it != by_address_.end() && --it->second == 0) by_address_.erase(it);
  if (--open_ == 0) emptied_.notify_all();
}

}  // namespace http
