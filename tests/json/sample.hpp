// Structs with one member of every kind that the binder knows.
#pragma once
#include <base/clock.hpp>
#include <base/id.hpp>
#include <base/text.hpp>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sample {

struct Leaf;

BOOST_DEFINE_ENUM_CLASS(Colour, red, green)

struct Tags : std::vector<Line<20>> {
  static constexpr std::size_t items_max = 3;
};

struct Named {
  Line<20> title;
};
BOOST_DESCRIBE_STRUCT(Named, (), (title))

struct Point {
  std::int32_t x;
  double y;
};
BOOST_DESCRIBE_STRUCT(Point, (), (x, y))

struct Everything : Named {
  bool flag = false;
  std::uint8_t small = 0;
  std::int64_t large = 0;
  Id<Leaf> id;
  Colour colour = Colour::red;
  Time at;
  Date day;
  Text<50> remark;
  std::optional<Line<20>> nickname;
  std::optional<Point> point;
  std::vector<Point> points;
  std::map<std::string, std::int32_t> counts;
  Tags tags;
};
BOOST_DESCRIBE_STRUCT(Everything, (Named),
                      (flag, small, large, id, colour, at, day, remark, nickname, point, points, counts, tags))

}  // namespace sample
