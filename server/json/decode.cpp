#include <server/json/decode.hpp>

namespace json {
namespace {

// A member's name comes from the client: shortened, between two code points, before it is sent back.
std::string_view shortened(std::string_view name) {
  constexpr std::size_t bytes_max = 100;
  if (name.size() <= bytes_max) return name;
  std::size_t end = bytes_max;
  while ((static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
  return name.substr(0, end);
}

}  // namespace

std::string Place::pointer() const {
  if (!above) return {};
  std::string out = above->pointer() + '/';
  if (!member.data()) return out + std::to_string(index);
  for (char c : shortened(member)) {  // RFC 6901, section 3
    if (c == '~') out += "~0";
    else if (c == '/') out += "~1";
    else out += c;
  }
  return out;
}

void Faults::add(const Place& place, std::string_view key) {
  if (errors_.size() < kept_max) errors_.push_back({place.pointer(), std::string(key)});
}

void Faults::add(std::string field, std::string_view key) {
  if (errors_.size() < kept_max) errors_.push_back({std::string(shortened(field)), std::string(key)});
}

void Faults::add(const Place& place, const Failure& failure) {
  if (failure.errors().empty()) return add(place, failure.key());
  for (auto& error : failure.errors())
    if (errors_.size() < kept_max) errors_.push_back({place.pointer() + error.field, error.key});
}

void Faults::raise() && {
  if (!errors_.empty()) throw Failure(Problem::invalid, "invalid_input", std::move(errors_));
}

void read_real(const Value& from, double& to, const Place& place, Faults& faults) {
  if (from.kind() == Kind::integer) to = double(from.integer());
  else if (from.kind() == Kind::large_integer) to = double(from.large_integer());
  else if (from.kind() != Kind::real) faults.add(place, "wrong_type");
  else if (!std::isfinite(from.real())) faults.add(place, "out_of_range");
  else to = from.real();
}

}  // namespace json
