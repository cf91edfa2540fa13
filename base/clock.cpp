#include <base/clock.hpp>

#include <fmt/format.h>

#include <array>

namespace {

// Exactly `count` digits at `text[at]`; nullopt otherwise.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return {};
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return {};
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

bool is(std::string_view text, std::size_t at, char wanted) { return at < text.size() && text[at] == wanted; }

std::optional<std::int64_t> offset_minutes(std::string_view zone) {
  if (zone == "Z" || zone == "z") return 0;
  if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return {};
  auto hours = digits(zone, 1, 2), minutes = digits(zone, 4, 2);
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return {};
  return (zone[0] == '-' ? -1 : 1) * (*hours * 60 + *minutes);
}

}  // namespace

Time SystemClock::now() const {
  using namespace std::chrono;
  return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

std::string iso_date(Date date) { return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day); }

std::optional<Date> parse_iso_date(std::string_view text) {
  if (text.size() != 10 || !is(text, 4, '-') || !is(text, 7, '-')) return {};
  auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  if (!year || !month || !day || *year < 1900 || *year > 2999) return {};
  std::chrono::year_month_day calendar{std::chrono::year(*year), std::chrono::month(unsigned(*month)),
                                       std::chrono::day(unsigned(*day))};
  if (!calendar.ok()) return {};
  return Date{*year, *month, *day};
}

std::string rfc3339(Time time) {
  using namespace std::chrono;
  auto instant = sys_time<milliseconds>(milliseconds(time.ms));
  auto midnight = floor<days>(instant);
  year_month_day date(midnight);
  hh_mm_ss clock(instant - midnight);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", int(date.year()), unsigned(date.month()),
                     unsigned(date.day()), clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                     clock.subseconds().count());
}

std::optional<Time> parse_rfc3339(std::string_view text) {
  using namespace std::chrono;
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't') || !is(text, 13, ':') || !is(text, 16, ':')) return {};
  auto date = parse_iso_date(text.substr(0, 10));
  auto hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if (!date || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return {};
  std::size_t at = 19;
  std::int64_t ms = 0;
  if (is(text, at, '.')) {
    std::int64_t weight = 100;
    std::size_t first = ++at;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, weight /= 10) ms += (text[at] - '0') * weight;
    if (at == first || at - first > 9) return {};
  }
  auto offset = offset_minutes(text.substr(at));
  if (!offset) return {};
  sys_days midnight = year(date->year) / date->month / date->day;
  auto seconds_of_day = hours(*hour) + minutes(*minute) + seconds(*second) - minutes(*offset);
  return Time{duration_cast<milliseconds>(midnight.time_since_epoch() + seconds_of_day).count() + ms};
}
