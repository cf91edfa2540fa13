#include <server/http/route.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace http {
namespace {

// Shorter first: most comparisons end at the length.
bool goes_before(std::string_view a, std::string_view b) { return a.size() != b.size() ? a.size() < b.size() : a < b; }

}  // namespace

// One segment of the patterns. Few literals follow a segment, so that a sorted list is quicker than a map.
struct Routes::Node {
  std::vector<std::pair<std::string, std::unique_ptr<Node>>> literals;
  std::unique_ptr<Node> placeholder;
  std::unique_ptr<Node> rest;
  std::array<const Route*, 5> routes{};

  bool is_end() const {
    return std::any_of(routes.begin(), routes.end(), [](auto* route) { return route; });
  }

  auto position(std::string_view segment) const {
    return std::lower_bound(literals.begin(), literals.end(), segment,
                            [](auto& literal, std::string_view wanted) { return goes_before(literal.first, wanted); });
  }

  Node& child(std::string_view segment) {
    auto made = [](std::unique_ptr<Node>& node) -> Node& {
      if (!node) node = std::make_unique<Node>();
      return *node;
    };
    if (segment.starts_with('{')) return made(segment.ends_with("...}") ? rest : placeholder);
    auto at = position(segment);
    if (at != literals.end() && at->first == segment) return *at->second;
    return *literals.emplace(at, std::string(segment), std::make_unique<Node>())->second;
  }

  // `remaining` starts behind a '/'; `done` at the end of the path.
  const Node* find(std::string_view remaining, bool done, PathValues& values) const {
    if (done) return is_end() ? this : nullptr;
    auto slash = remaining.find('/');
    auto segment = remaining.substr(0, slash);
    bool last = slash == std::string_view::npos;
    auto behind = last ? std::string_view() : remaining.substr(slash + 1);
    auto at = position(segment);
    if (at != literals.end() && at->first == segment)
      if (auto* found = at->second->find(behind, last, values)) return found;
    if (remaining.empty() || values.count == PathValues::count_max) return nullptr;
    if (placeholder && !segment.empty()) {
      values.values[values.count++] = segment;
      if (auto* found = placeholder->find(behind, last, values)) return found;
      --values.count;
    }
    if (!rest) return nullptr;
    values.values[values.count++] = remaining;
    return rest.get();
  }
};

namespace {

std::size_t placeholders(std::string_view pattern) {
  return std::size_t(std::count(pattern.begin(), pattern.end(), '{'));
}

[[noreturn]] void refuse(const Route::Plan& plan, const std::string& why) {
  throw std::logic_error("route " + plan.pattern + ": " + why);
}

}  // namespace

Routes::Routes() : root_(std::make_unique<Node>()) {}
Routes::~Routes() = default;

Route& Routes::add(Method method, std::string_view pattern, Binding binding) {
  Route::Plan plan;
  plan.method = method;
  plan.pattern = pattern;
  plan.open = binding.open;
  plan.status = binding.result ? 200 : 204;
  plan.result = binding.result;
  for (std::size_t i = 0; i < binding.inputs.size(); ++i) {
    bool from_query = input_from_query(method, i, binding.inputs.size());
    auto& input = from_query ? plan.query : plan.body;
    if (input) refuse(plan, "two inputs from one place");
    if (from_query && !binding.inputs[i].fits_query) refuse(plan, "its input does not fit into a query");
    input = binding.inputs[i].shape;
  }
  if (binding.path.size() != placeholders(pattern)) refuse(plan, "its placeholders do not fit the function");
  plan.binding = std::move(binding);
  return insert(std::move(plan));
}

Route& Routes::raw(Method method, std::string_view pattern, RawHandler handler) {
  Route::Plan plan;
  plan.method = method;
  plan.pattern = pattern;
  plan.raw = std::move(handler);
  return insert(std::move(plan));
}

Route& Routes::insert(Route::Plan plan) {
  if (!plan.pattern.starts_with('/')) refuse(plan, "starts with '/'");
  if (placeholders(plan.pattern) > PathValues::count_max) refuse(plan, "too many placeholders");
  Node* node = root_.get();
  std::string_view remaining = plan.pattern;
  while (!remaining.empty()) {
    remaining.remove_prefix(1);
    auto segment = remaining.substr(0, remaining.find('/'));
    remaining.remove_prefix(segment.size());
    if (segment.ends_with("...}") && !remaining.empty()) refuse(plan, "a rest stands at the end");
    node = &node->child(segment);
  }
  auto& place = node->routes[std::size_t(plan.method)];
  if (place) refuse(plan, "is there already");
  place = &routes_.emplace_back(std::move(plan));
  return routes_.back();
}

Routes::Match Routes::find(Method method, std::string_view path) const {
  Match match;
  auto* node = path.starts_with('/') ? root_->find(path.substr(1), false, match.path) : nullptr;
  if (!node) return match;
  match.route = node->routes[std::size_t(method)];
  if (!match.route && method == Method::head) match.route = node->routes[std::size_t(Method::get)];
  if (match.route) return match;
  constexpr std::array names{"GET, HEAD", "HEAD", "POST", "PUT", "DELETE"};
  for (auto index : {Method::get, Method::post, Method::put, Method::del}) {
    if (!node->routes[std::size_t(index)]) continue;
    match.allow += match.allow.empty() ? "" : ", ";
    match.allow += names[std::size_t(index)];
  }
  return match;
}

}  // namespace http
