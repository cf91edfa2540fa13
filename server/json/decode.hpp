// JSON to described structs. Every fault of an input is reported at once, each with its place and a key; nothing that
// was sent is ignored: unknown and repeated members are faults. std::optional alone makes a member optional (absent and
// null are the same); an initialiser does not. Every text and list has a limit in its type.
#pragma once
#include <base/failure.hpp>
#include <server/json/document.hpp>
#include <server/json/kinds.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

namespace json {

// Where in the input we are: a chain on the stack, spelled out as a JSON pointer only when there is a fault.
struct Place {
  const Place* above = nullptr;
  std::string_view member;
  std::size_t index = 0;  // when `member` has no data

  std::string pointer() const;
};

// Collects the faults of one input. Only the first 100 are kept, so that a hostile input cannot ask for a huge answer.
class Faults {
 public:
  static constexpr std::size_t kept_max = 100;

  void add(const Place&, std::string_view key);
  void add(std::string field, std::string_view key);
  // The faults of a value whose constructor refused it, below `place`.
  void add(const Place&, const Failure&);
  bool empty() const { return errors_.empty(); }
  // Failure(invalid, "invalid_input") with all of them, if there are any.
  void raise() &&;

 private:
  std::vector<FieldError> errors_;
};

template <class>
constexpr bool cannot_decode = false;

// Of a std::string: for page texts, which nothing may normalise.
constexpr std::size_t plain_bytes_max = 4 << 20;

template <class T>
void read(const Value& from, T& to, const Place& place, Faults& faults);

// Has a form as text, as queries and addresses need it.
template <class T>
concept Textual = Identity<T> || std::same_as<T, Time> || std::same_as<T, Date> || DescribedEnum<T> || TextLike<T> ||
                  std::same_as<T, bool> || Integer<T>;

// For JSON strings, addresses and query strings. Nothing on success.
template <class T>
std::optional<Failure> read_text(std::string_view from, T& to) {
  auto refused = [](const char* key) { return Failure(Problem::invalid, key); };
  if constexpr (Identity<T>) {
    auto id = parse_id(from);
    if (!id) return refused("wrong_value");
    to.value = *id;
  } else if constexpr (std::same_as<T, Time>) {
    auto time = parse_rfc3339(from);
    if (!time) return refused("malformed_time");
    to = *time;
  } else if constexpr (std::same_as<T, Date>) {
    auto date = parse_iso_date(from);
    if (!date) return refused("malformed_date");
    to = *date;
  } else if constexpr (DescribedEnum<T>) {
    auto value = enum_value<T>(from);
    if (!value) return refused("wrong_value");
    to = *value;
  } else if constexpr (TextLike<T>) {
    try {
      to = T(from);
    } catch (const Failure& failure) {
      return failure;
    }
  } else if constexpr (std::same_as<T, bool>) {  // queries only
    if (from != "true" && from != "false" && from != "1" && from != "0") return refused("wrong_type");
    to = from == "true" || from == "1";
  } else if constexpr (Integer<T>) {  // queries only
    auto [end, error] = std::from_chars(from.data(), from.data() + from.size(), to);
    if (error == std::errc::result_out_of_range) return refused("out_of_range");
    if (error != std::errc{} || end != from.data() + from.size()) return refused("wrong_type");
  } else if constexpr (std::same_as<T, std::string>) {
    if (from.size() > plain_bytes_max) return refused("too_long");
    to = from;
  } else {
    static_assert(cannot_decode<T>, "this type has no form as text");
  }
  return {};
}

template <Integer T>
void read_integer(const Value& from, T& to, const Place& place, Faults& faults) {
  auto store = [&](auto value) {
    if (std::in_range<T>(value)) to = T(value);
    else faults.add(place, "out_of_range");
  };
  if (from.kind() == Kind::integer) return store(from.integer());
  if (from.kind() == Kind::large_integer) return store(from.large_integer());
  bool beyond_64_bits = from.kind() == Kind::real && std::abs(from.real()) >= 9.2e18;
  faults.add(place, beyond_64_bits ? "out_of_range" : "wrong_type");
}

void read_real(const Value& from, double& to, const Place& place, Faults& faults);

template <Identity T>
void read_id(const Value& from, T& to, const Place& place, Faults& faults) {
  if (from.kind() == Kind::string) {
    if (auto failure = read_text(from.string(), to)) faults.add(place, *failure);
    return;
  }
  read_integer(from, to.value, place, faults);
  if (from.kind() == Kind::integer && to.value < 1) faults.add(place, "out_of_range");
}

template <List T>
void read_list(const Value& from, T& to, const Place& place, Faults& faults) {
  if (from.kind() != Kind::array) return faults.add(place, "wrong_type");
  if (from.size() > items_max<T>()) return faults.add(place, "too_many_items");
  to.clear();
  to.reserve(from.size());
  from.each([&](const Value& element) {
    typename T::value_type item{};
    read(element, item, Place{&place, {}, to.size()}, faults);
    to.push_back(std::move(item));
  });
}

template <Map T>
void read_map(const Value& from, T& to, const Place& place, Faults& faults) {
  constexpr std::size_t entries_max = 1'000, key_bytes_max = 200;
  if (from.kind() != Kind::object) return faults.add(place, "wrong_type");
  if (from.size() > entries_max) return faults.add(place, "too_many_items");
  to.clear();
  from.each([&](const Value& entry) {
    Place at{&place, entry.key()};
    if (entry.key().size() > key_bytes_max) return faults.add(at, "too_long");
    auto [slot, is_new] = to.try_emplace(std::string(entry.key()));
    if (!is_new) return faults.add(at, "duplicate_member");
    read(entry, slot->second, at, faults);
  });
}

// Reads `entry` into the member of its name; false if the struct has none.
template <Described T, std::size_t Count>
bool read_member(const Value& entry, T& to, std::array<bool, Count>& seen, const Place& at, Faults& faults) {
  bool found = false;
  std::size_t index = 0;
  boost::mp11::mp_for_each<Members<T>>([&]<class Member>(Member member) {
    std::size_t i = index++;
    if (found || entry.key() != member_name<Member>) return;
    found = true;
    if (std::exchange(seen[i], true)) faults.add(at, "duplicate_member");
    else read(entry, to.*member.pointer, at, faults);
  });
  return found;
}

template <Described T>
void read_members(const Value& from, T& to, const Place& place, Faults& faults) {
  if (from.kind() != Kind::object) return faults.add(place, "wrong_type");
  std::array<bool, boost::mp11::mp_size<Members<T>>::value> seen{};
  from.each([&](const Value& entry) {
    Place at{&place, entry.key()};
    if (!read_member(entry, to, seen, at, faults)) faults.add(at, "unknown_member");
  });
  std::size_t index = 0;
  boost::mp11::mp_for_each<Members<T>>([&]<class Member>(Member member) {
    constexpr bool optional = Optional<std::remove_cvref_t<decltype(to.*member.pointer)>>;
    if (!seen[index++] && !optional) faults.add(Place{&place, member_name<Member>}, "required");
  });
}

template <class T>
void read(const Value& from, T& to, const Place& place, Faults& faults) {
  if constexpr (std::same_as<T, bool>) {
    if (from.kind() == Kind::boolean) to = from.boolean();
    else faults.add(place, "wrong_type");
  } else if constexpr (Integer<T>) read_integer(from, to, place, faults);
  else if constexpr (std::same_as<T, double>) read_real(from, to, place, faults);
  else if constexpr (Identity<T>) read_id(from, to, place, faults);
  else if constexpr (Optional<T>) {
    if (from.kind() == Kind::null) to.reset();
    else read(from, to.emplace(), place, faults);
  } else if constexpr (Map<T>) read_map(from, to, place, faults);
  else if constexpr (List<T>) read_list(from, to, place, faults);
  else if constexpr (Described<T>) read_members(from, to, place, faults);
  else if (from.kind() != Kind::string) faults.add(place, "wrong_type");
  else if (auto failure = read_text(from.string(), to)) faults.add(place, *failure);
}

// `text` must hold an object (an array if T is a list). bad_request "malformed_json", "too_deep" or "too_many_items";
// invalid "invalid_input" with every fault and its place.
template <class T>
T decode(std::string_view text) {
  Document document(text);
  T value{};
  Faults faults;
  read(document.root(), value, Place{}, faults);
  std::move(faults).raise();
  return value;
}

}  // namespace json
