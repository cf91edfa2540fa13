// What the binder takes and gives for a type, as data: the OpenAPI description is drawn from it.
#pragma once
#include <server/json/encode.hpp>
#include <server/json/kinds.hpp>

#include <cstdint>
#include <limits>
#include <utility>

namespace json {

struct Shape;
using ShapeOf = Shape (*)();

struct MemberShape {
  std::string_view name;
  ShapeOf shape;
};

struct Shape {
  enum class Form { boolean, integer, number, text, id, time, date, enumeration, list, map, object, any };
  Form form = Form::any;
  bool optional = false;       // may be null, and absent in an input
  std::string name;            // of an object or enumeration: its C++ name without namespaces
  std::int64_t minimum = 0;    // of an integer
  std::uint64_t maximum = 0;   // of an integer
  std::size_t limit = 0;       // characters of a text, elements of a list; 0: none
  ShapeOf element = nullptr;   // of a list or map
  std::vector<std::string_view> values;  // of an enumeration
  std::vector<MemberShape> members;      // of an object
};

// "wiki::List<wiki::Space>" to "ListSpace".
std::string short_type_name(const char* mangled);

template <class T>
Shape shape_of();

template <Integer T>
Shape integer_shape() {
  Shape shape;
  shape.form = Shape::Form::integer;
  shape.minimum = std::int64_t(std::numeric_limits<T>::min());
  shape.maximum = std::uint64_t(std::numeric_limits<T>::max());
  return shape;
}

template <DescribedEnum T>
Shape enumeration_shape() {
  Shape shape;
  shape.form = Shape::Form::enumeration;
  shape.name = short_type_name(typeid(T).name());
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
      [&](auto enumerator) { shape.values.emplace_back(enumerator.name); });
  return shape;
}

template <Described T>
Shape object_shape() {
  Shape shape;
  shape.form = Shape::Form::object;
  shape.name = short_type_name(typeid(T).name());
  boost::mp11::mp_for_each<Members<T>>([&]<class Member>(Member member) {
    using Held = std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>;
    shape.members.push_back({member_name<Member>, shape_of<Held>});
  });
  return shape;
}

template <class T>
Shape shape_of() {
  Shape shape;
  if constexpr (std::same_as<T, bool>) shape.form = Shape::Form::boolean;
  else if constexpr (Integer<T>) shape = integer_shape<T>();
  else if constexpr (std::floating_point<T>) shape.form = Shape::Form::number;
  else if constexpr (std::same_as<T, std::string>) shape.form = Shape::Form::text;
  else if constexpr (TextLike<T>) {
    shape.form = Shape::Form::text;
    if constexpr (requires { T::limit; }) shape.limit = T::limit;
  } else if constexpr (std::same_as<T, Time>) shape.form = Shape::Form::time;
  else if constexpr (std::same_as<T, Date>) shape.form = Shape::Form::date;
  else if constexpr (Identity<T>) shape.form = Shape::Form::id;
  else if constexpr (DescribedEnum<T>) shape = enumeration_shape<T>();
  else if constexpr (Optional<T>) {
    shape = shape_of<typename T::value_type>();
    shape.optional = true;
  } else if constexpr (Map<T>) {
    shape.form = Shape::Form::map;
    shape.element = shape_of<typename T::mapped_type>;
  } else if constexpr (List<T>) {
    shape.form = Shape::Form::list;
    shape.element = shape_of<typename T::value_type>;
    if constexpr (items_max<T>() != items_max_default) shape.limit = items_max<T>();
  } else if constexpr (Described<T>) shape = object_shape<T>();
  else static_assert(std::same_as<T, RawJson>, "describe this type with BOOST_DESCRIBE_STRUCT");
  return shape;
}

}  // namespace json
