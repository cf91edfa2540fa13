// The log: JSON lines on standard error, one event each, with request ids and never a name, address or path of a
// person's reading. Written by a thread of its own: logging never blocks an I/O thread; when it cannot keep up, lines
// are dropped and counted.
#pragma once
#include <server/http/options.hpp>

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace spdlog {
class logger;
namespace details {
class thread_pool;
}
}

namespace server {

class Log {
 public:
  explicit Log(const std::string& level);  // debug, info, warning, error; std::runtime_error for others
  ~Log();

  using Field = std::pair<std::string_view, std::string>;
  void info(std::string_view event, std::initializer_list<Field> fields = {});
  void warning(std::string_view event, std::initializer_list<Field> fields = {});
  void error(std::string_view event, std::initializer_list<Field> fields = {});
  void request(const http::RequestLog&);

 private:
  void write(int level, std::string_view event, std::initializer_list<Field> fields);
  std::shared_ptr<spdlog::details::thread_pool> pool_;  // owned here alone, so that it ends on this thread
  std::shared_ptr<spdlog::logger> logger_;
};

}  // namespace server
