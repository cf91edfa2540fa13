// Time is read once per transaction and handed down, so that tests can set it and rows of one write agree.
#pragma once
#include <atomic>
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Milliseconds since 1970-01-01T00:00:00Z. In JSON an RFC 3339 string in UTC with milliseconds.
struct Time {
  std::int64_t ms = 0;
  friend auto operator<=>(const Time&, const Time&) = default;
};
inline Time operator+(Time time, std::chrono::milliseconds span) { return {time.ms + span.count()}; }
inline Time operator-(Time time, std::chrono::milliseconds span) { return {time.ms - span.count()}; }

std::string rfc3339(Time);                          // 2026-11-22T13:45:00.000Z
std::optional<Time> parse_rfc3339(std::string_view);  // with any offset; nullopt if malformed

// A calendar day without a time zone, as in "review on 2027-01-31".
struct Date {
  int year = 1970, month = 1, day = 1;
  friend auto operator<=>(const Date&, const Date&) = default;
};
std::string iso_date(Date);                          // 2027-01-31
std::optional<Date> parse_iso_date(std::string_view);  // nullopt unless it exists in the calendar, 1900 to 2999

// Any thread may call now().
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Time now() const override;
};

// The system's time, or one before it while a past is written down.
class SetBackClock final : public Clock {
 public:
  Time now() const override { return SystemClock().now() - std::chrono::milliseconds(behind_ms_.load()); }
  void set_back(std::chrono::milliseconds span) { behind_ms_ = span.count(); }

 private:
  std::atomic<std::int64_t> behind_ms_{0};
};

class ManualClock final : public Clock {
 public:
  explicit ManualClock(Time start) : ms_(start.ms) {}
  Time now() const override { return {ms_.load()}; }
  void advance(std::chrono::milliseconds span) { ms_ += span.count(); }

 private:
  std::atomic<std::int64_t> ms_;
};
