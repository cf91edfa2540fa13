// How many connections there are, in total and per address, over all I/O threads. An Admission is one connection.
#pragma once
#include <server/http/options.hpp>

#include <boost/asio/ip/address.hpp>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <variant>

namespace http {

class Census {
 public:
  Census(std::size_t connections_max, std::size_t per_address_max)
      : connections_max_(connections_max), per_address_max_(per_address_max) {}

  enum class Full { total, address };

  // Leaves the census when destroyed.
  class Admission {
   public:
    Admission(Census& census, std::string address) : census_(&census), address_(std::move(address)) {}
    Admission(Admission&& other) noexcept
        : census_(std::exchange(other.census_, nullptr)), address_(std::move(other.address_)) {}
    Admission& operator=(Admission&&) = delete;
    ~Admission();

   private:
    Census* census_;
    std::string address_;
  };

  // `trusted` proxies stand for many people and are counted in total only. Any thread.
  std::variant<Admission, Full> admit(const boost::asio::ip::address&, bool trusted);
  std::size_t open() const;
  // False when connections were still open at the deadline.
  bool wait_until_empty(std::chrono::steady_clock::time_point deadline);

 private:
  void leave(const std::string& address);

  std::size_t connections_max_;
  std::size_t per_address_max_;
  mutable std::mutex mutex_;
  std::condition_variable emptied_;
  std::size_t open_ = 0;
  std::unordered_map<std::string, std::size_t> by_address_;
};

}  // namespace http
