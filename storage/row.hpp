// C++ values to SQL parameters and result columns to described structs, by member name. A struct's members and the
// columns of its SELECT must be the same set; a difference is a programming error and throws std::logic_error.
#pragma once
#include <base/clock.hpp>
#include <base/enum.hpp>
#include <base/id.hpp>
#include <base/text.hpp>
#include <boost/describe/class.hpp>
#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/bind.hpp>
#include <storage/sqlite/connection.hpp>

#include <optional>
#include <string>
#include <type_traits>

namespace storage {

// Bytes, where std::string is text.
struct Blob {
  std::string bytes;
};

// The same without owning them, for parameters.
struct BlobView {
  std::string_view bytes;
};

// Specialise to true for an enumeration that is stored by value instead of by name.
template <class E>
inline constexpr bool stored_as_integer = false;

namespace detail {
template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};
template <class T>
struct is_id : std::false_type {};
template <class T>
struct is_id<Id<T>> : std::true_type {};
template <class T>
inline constexpr bool is_scalar = std::is_arithmetic_v<T> || std::is_enum_v<T> || is_id<T>::value ||
                                  std::is_same_v<T, std::string> || std::is_same_v<T, Time> ||
                                  std::is_same_v<T, Date> || std::is_same_v<T, Blob> || is_optional<T>::value;
}  // namespace detail

template <class T>
void bind_value(Statement& statement, int n, const T& value) {
  if constexpr (detail::is_optional<T>::value) {
    if (value) bind_value(statement, n, *value);
    else statement.bind_null(n);
  } else if constexpr (detail::is_id<T>::value) {
    // An Id of 0 names nothing.
    if (value.value) statement.bind(n, value.value);
    else statement.bind_null(n);
  } else if constexpr (std::is_same_v<T, Time>) {
    statement.bind(n, value.ms);
  } else if constexpr (std::is_same_v<T, Date>) {
    thread_local std::string kept[Statement::parameters_max + 1];
    statement.bind_text(n, kept[n] = iso_date(value));
  } else if constexpr (std::is_same_v<T, Blob> || std::is_same_v<T, BlobView>) {
    statement.bind_blob(n, value.bytes);
  } else if constexpr (std::is_enum_v<T>) {
    if constexpr (stored_as_integer<T>) statement.bind(n, std::int64_t(value));
    else statement.bind_text(n, enum_name(value));
  } else if constexpr (std::is_floating_point_v<T>) {
    statement.bind(n, double(value));
  } else if constexpr (std::is_integral_v<T>) {
    statement.bind(n, std::int64_t(value));
  } else if constexpr (requires { value.str(); }) {
    statement.bind_text(n, value.str());
  } else {
    statement.bind_text(n, std::string_view(value));
  }
}

template <class T>
T read_value(const Statement& row, int column) {
  if constexpr (detail::is_optional<T>::value) {
    if (row.is_null(column)) return std::nullopt;
    return read_value<typename T::value_type>(row, column);
  } else if constexpr (detail::is_id<T>::value || std::is_same_v<T, Time>) {
    return T{row.integer(column)};
  } else if constexpr (std::is_same_v<T, Date>) {
    return parse_iso_date(row.text(column)).value();
  } else if constexpr (std::is_same_v<T, Blob>) {
    return Blob{std::string(row.blob(column))};
  } else if constexpr (std::is_enum_v<T>) {
    if constexpr (stored_as_integer<T>) return T(row.integer(column));
    else return enum_value<T>(row.text(column)).value();
  } else if constexpr (std::is_floating_point_v<T>) {
    return T(row.real(column));
  } else if constexpr (std::is_same_v<T, bool>) {
    return row.integer(column) != 0;
  } else if constexpr (std::is_integral_v<T>) {
    return T(row.integer(column));
  } else {
    return T(row.text(column));
  }
}

namespace detail {
template <class T>
inline constexpr char type_mark = 0;

template <class T>
using members = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

template <class T>
void map_columns(Statement& statement) {
  statement.mapping.clear();
  boost::mp11::mp_for_each<members<T>>([&](auto member) {
    int found = -1;
    for (int i = 0; i < statement.columns(); ++i)
      if (statement.column_name(i) == member.name) found = i;
    if (found < 0) throw std::logic_error(std::string("no column for member ") + member.name);
    statement.mapping.push_back(found);
  });
  if (int(statement.mapping.size()) != statement.columns()) throw std::logic_error("a column without a member");
  statement.mapped_type = &type_mark<T>;
}
}  // namespace detail

template <class T>
T read_row(Statement& statement) {
  if constexpr (detail::is_scalar<T>) {
    return read_value<T>(statement, 0);
  } else {
    if (statement.mapped_type != &detail::type_mark<T>) detail::map_columns<T>(statement);
    T row{};
    std::size_t at = 0;
    boost::mp11::mp_for_each<detail::members<T>>([&](auto member) {
      using M = std::remove_reference_t<decltype(row.*member.pointer)>;
      row.*member.pointer = read_value<M>(statement, statement.mapping[at++]);
    });
    return row;
  }
}

}  // namespace storage
