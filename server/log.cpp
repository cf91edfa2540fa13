#include <base/clock.hpp>
#include <server/json/encode.hpp>
#include <server/log.hpp>

#include <spdlog/async.h>
#include <spdlog/async_logger.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace server {
namespace {

constexpr std::size_t lines_waiting_max = 8192;

spdlog::level::level_enum level_named(const std::string& name) {
  auto level = spdlog::level::from_str(name);
  if (level == spdlog::level::off) throw std::runtime_error("log_level: debug, info, warning or error is expected");
  return level;
}

}  // namespace

Log::Log(const std::string& level) {
  pool_ = std::make_shared<spdlog::details::thread_pool>(lines_waiting_max, 1);
  logger_ = std::make_shared<spdlog::async_logger>("stafette", std::make_shared<spdlog::sinks::stderr_sink_mt>(), pool_,
                                                   spdlog::async_overflow_policy::overrun_oldest);
  logger_->set_pattern("%v");
  logger_->set_level(level_named(level));
  logger_->flush_on(spdlog::level::warn);
}

Log::~Log() = default;  // the pool writes what waits, then joins

void Log::write(int level, std::string_view event, std::initializer_list<Field> fields) {
  auto named = spdlog::level::level_enum(level);
  if (!logger_->should_log(named)) return;
  std::string line = "{\"at\":";
  json::write_time(line, SystemClock().now());
  line += ",\"level\":";
  auto name = spdlog::level::to_string_view(named);
  json::write_string(line, {name.data(), name.size()});
  line += ",\"event\":";
  json::write_string(line, event);
  for (auto& [key, value] : fields) {
    line += ',';
    json::write_string(line, key);
    line += ':';
    json::write_string(line, value);
  }
  line += '}';
  logger_->log(named, "{}", line);
}

void Log::info(std::string_view event, std::initializer_list<Field> fields) {
  write(spdlog::level::info, event, fields);
}
void Log::warning(std::string_view event, std::initializer_list<Field> fields) {
  write(spdlog::level::warn, event, fields);
}
void Log::error(std::string_view event, std::initializer_list<Field> fields) {
  write(spdlog::level::err, event, fields);
}

void Log::request(const http::RequestLog& request) {
  int level = request.status >= 500 ? spdlog::level::err : spdlog::level::debug;
  write(level, "request",
        {{"request", std::string(request.id)},
         {"method", std::string(request.method)},
         {"status", std::to_string(request.status)},
         {"us", std::to_string(request.duration.count())},
         {"bytes", std::to_string(request.sent_bytes)}});
}

}  // namespace server
