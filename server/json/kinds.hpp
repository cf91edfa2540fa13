// Which C++ types the binder knows, for decoding, encoding and the OpenAPI schema alike.
#pragma once
#include <base/clock.hpp>
#include <base/enum.hpp>
#include <base/id.hpp>

#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>

#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace json {

template <class T>
using Members =
    boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

// A member's name outside C++: without the underscore at the end that keeps it from being a keyword (`new_`).
template <class Member>
constexpr std::string_view member_name = [] {
  std::string_view name = Member::name;
  if (name.ends_with('_')) name.remove_suffix(1);
  return name;
}();

// Text<N>, Line<N> and every type of another area built the same way: its constructor checks and throws Failure.
template <class T>
concept TextLike = std::is_class_v<T> && !std::is_convertible_v<std::string_view, T> &&
                   std::is_constructible_v<T, std::string_view> && requires(const T& text) {
                     { text.str() } -> std::convertible_to<std::string_view>;
                   };

template <class T>
concept Described = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;

template <class T>
concept DescribedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;

template <class T>
concept Integer = std::integral<T> && !std::same_as<T, bool>;

template <class T>
constexpr bool is_id = false;
template <class T>
constexpr bool is_id<Id<T>> = true;
template <class T>
concept Identity = is_id<T>;

template <class T>
constexpr bool is_optional = false;
template <class T>
constexpr bool is_optional<std::optional<T>> = true;
template <class T>
concept Optional = is_optional<T>;

// std::vector and whatever derives from it, to say another limit than usual: static constexpr std::size_t items_max.
template <class T>
concept List = !std::same_as<T, std::string> && std::is_class_v<T> && requires(T& list, typename T::value_type item) {
  list.push_back(std::move(item));
  list.back();
};

template <class T>
constexpr bool is_map = false;
template <class T>
constexpr bool is_map<std::map<std::string, T>> = true;
template <class T>
concept Map = is_map<T>;

constexpr std::size_t items_max_default = 10'000;

// The most elements that an input list may have: what the list says, else what its element type says.
template <List T>
constexpr std::size_t items_max() {
  if constexpr (requires { T::items_max; }) return T::items_max;
  else if constexpr (requires { T::value_type::items_max; }) return T::value_type::items_max;
  else return items_max_default;
}

}  // namespace json
