// Described structs to JSON, straight into a string. What is not described is not sent: secrets are silent by default.
// Absent optionals become null, so that clients see one shape; ids are decimal strings, times RFC 3339 in UTC.
#pragma once
#include <server/json/kinds.hpp>

#include <array>
#include <charconv>

namespace json {

// A prepared fragment, emitted as it is. Whoever fills it vouches that it is one valid JSON value.
struct RawJson {
  std::string text;
};

// With quotes and escapes. `text` must be valid UTF-8.
void write_string(std::string& out, std::string_view text);
// Infinite and undefined become null: JSON has no word for them.
void write_real(std::string& out, double value);
void write_time(std::string& out, Time time);

template <class>
constexpr bool cannot_encode = false;

template <class T>
void write(std::string& out, const T& value);

template <Integer T>
void write_integer(std::string& out, T value) {
  char digits[24];
  auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, std::size_t(end - digits));
}

// ,"name": as one piece, because most of the time goes into appending. An identifier: nothing to escape.
template <class Member>
constexpr auto member_prefix = [] {
  constexpr auto name = member_name<Member>;
  std::array<char, name.size() + 4> text{',', '"'};
  for (std::size_t i = 0; i < name.size(); ++i) text[i + 2] = name[i];
  text[name.size() + 2] = '"';
  text[name.size() + 3] = ':';
  return text;
}();

template <Described T>
void write_members(std::string& out, const T& value) {
  auto begin = out.size();
  boost::mp11::mp_for_each<Members<T>>([&]<class Member>(Member member) {
    constexpr auto& prefix = member_prefix<Member>;
    out.append(prefix.data(), prefix.size());
    write(out, value.*member.pointer);
  });
  if (out.size() == begin) out += '{';
  else out[begin] = '{';
  out += '}';
}

template <List T>
void write_list(std::string& out, const T& list) {
  out += '[';
  bool first = true;
  for (const auto& item : list) {
    if (!first) out += ',';
    first = false;
    write(out, item);
  }
  out += ']';
}

template <Map T>
void write_map(std::string& out, const T& map) {
  out += '{';
  bool first = true;
  for (const auto& [key, value] : map) {
    if (!first) out += ',';
    first = false;
    write_string(out, key);
    out += ':';
    write(out, value);
  }
  out += '}';
}

template <class T>
void write(std::string& out, const T& value) {
  if constexpr (std::same_as<T, RawJson>) out += value.text;
  else if constexpr (std::same_as<T, bool>) out += value ? "true" : "false";
  else if constexpr (Integer<T>) write_integer(out, value);
  else if constexpr (std::floating_point<T>) write_real(out, value);
  else if constexpr (std::same_as<T, std::string>) write_string(out, value);
  else if constexpr (TextLike<T>) write_string(out, value.str());
  else if constexpr (std::same_as<T, Time>) write_time(out, value);
  else if constexpr (std::same_as<T, Date>) write_string(out, iso_date(value));
  else if constexpr (DescribedEnum<T>) write_string(out, enum_name(value));
  else if constexpr (Identity<T>) {
    out += '"';
    write_integer(out, value.value);
    out += '"';
  } else if constexpr (Optional<T>) {
    if (value) write(out, *value);
    else out += "null";
  } else if constexpr (Map<T>) write_map(out, value);
  else if constexpr (List<T>) write_list(out, value);
  else if constexpr (Described<T>) write_members(out, value);
  else static_assert(cannot_encode<T>, "describe this type with BOOST_DESCRIBE_STRUCT");
}

template <class T>
std::string encode(const T& value) {
  std::string out;
  write(out, value);
  return out;
}

}  // namespace json
