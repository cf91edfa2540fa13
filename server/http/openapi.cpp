#include <server/http/openapi.hpp>
#include <server/http/problem.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <map>
#include <stdexcept>

namespace http {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;
using json::Shape;

object reference(std::string_view kind, std::string_view name) {
  return {{"$ref", "#/components/" + std::string(kind) + "/" + std::string(name)}};
}

// Draws schemas; named structs and enumerations are drawn once, as components.
class Schemas {
 public:
  object of(json::ShapeOf shape_of) { return of(shape_of()); }

  object of(const Shape& shape) {
    object schema = bare(shape);
    if (!shape.optional) return schema;
    if (auto* type = schema.if_contains("type")) {
      *type = array{*type, "null"};
      return schema;
    }
    if (schema.empty()) return schema;
    return {{"anyOf", array{schema, object{{"type", "null"}}}}};
  }

  void add(std::string name, object schema) { named_.emplace(std::move(name), std::move(schema)); }

  object components() const {
    object all;
    for (auto& [name, schema] : named_) all.emplace(name, schema);
    return all;
  }

 private:
  object bare(const Shape& shape) {
    using Form = Shape::Form;
    switch (shape.form) {
      case Form::boolean: return {{"type", "boolean"}};
      case Form::integer: return integer(shape);
      case Form::number: return {{"type", "number"}};
      case Form::text: return limited({{"type", "string"}}, "maxLength", shape.limit);
      case Form::id: return {{"type", "string"}, {"pattern", "^[1-9][0-9]*$"}};
      case Form::time: return {{"type", "string"}, {"format", "date-time"}};
      case Form::date: return {{"type", "string"}, {"format", "date"}};
      case Form::list: return limited({{"type", "array"}, {"items", of(shape.element)}}, "maxItems", shape.limit);
      case Form::map: return {{"type", "object"}, {"additionalProperties", of(shape.element)}};
      case Form::enumeration:
      case Form::object: return named(shape);
      case Form::any: break;
    }
    return {};
  }

  static object limited(object schema, std::string_view word, std::size_t limit) {
    if (limit) schema.emplace(word, limit);
    return schema;
  }

  static object integer(const Shape& shape) {
    object schema{{"type", "integer"}};
    if (shape.maximum > std::uint64_t(INT32_MAX)) schema.emplace("format", "int64");
    if (shape.minimum == 0) schema.emplace("minimum", 0);
    if (shape.maximum < std::uint64_t(INT32_MAX)) schema.emplace("maximum", shape.maximum);
    return schema;
  }

  object named(const Shape& shape) {
    auto known = shapes_.find(shape.name);
    if (known == shapes_.end()) {
      shapes_.emplace(shape.name, shape);  // before its members: they may refer to it
      auto schema = shape.form == Shape::Form::object ? members(shape) : enumeration(shape);
      named_.emplace(shape.name, std::move(schema));
    } else if (!same(known->second, shape)) {
      throw std::logic_error("two different types are named " + shape.name);
    }
    return reference("schemas", shape.name);
  }

  static bool same(const Shape& a, const Shape& b) {
    auto same_member = [](auto& x, auto& y) { return x.name == y.name && x.shape == y.shape; };
    return a.form == b.form && a.values == b.values &&
           std::equal(a.members.begin(), a.members.end(), b.members.begin(), b.members.end(), same_member);
  }

  object members(const Shape& shape) {
    object properties;
    array required;
    for (auto& member : shape.members) {
      auto inner = member.shape();
      properties.emplace(member.name, of(inner));
      if (!inner.optional) required.emplace_back(member.name);
    }
    object schema{{"type", "object"}};
    if (!required.empty()) schema.emplace("required", std::move(required));
    schema.emplace("properties", std::move(properties));
    return schema;
  }

  static object enumeration(const Shape& shape) {
    return {{"type", "string"}, {"enum", array(shape.values.begin(), shape.values.end())}};
  }

  std::map<std::string, Shape> shapes_;
  std::map<std::string, object> named_;
};

object json_content(object schema, const char* type = "application/json") {
  return {{type, object{{"schema", std::move(schema)}}}};
}

object any_bytes() { return {{"*/*", object()}}; }

std::vector<std::string> placeholders_of(std::string_view pattern) {
  std::vector<std::string> names;
  for (auto open = pattern.find('{'); open != std::string_view::npos; open = pattern.find('{', open + 1)) {
    std::string name(pattern.substr(open + 1, pattern.find('}', open) - open - 1));
    names.push_back(name.ends_with("...") ? name.substr(0, name.size() - 3) : name);
  }
  return names;
}

array parameters(const Route::Plan& plan, Schemas& schemas) {
  array all;
  auto names = placeholders_of(plan.pattern);
  for (std::size_t i = 0; i < names.size(); ++i) {
    object schema = i < plan.binding.path.size() ? schemas.of(plan.binding.path[i]) : object{{"type", "string"}};
    all.push_back(object{{"name", names[i]}, {"in", "path"}, {"required", true}, {"schema", schema}});
  }
  if (!plan.query) return all;
  for (auto& member : plan.query().members) {
    auto shape = member.shape();
    bool required = !std::exchange(shape.optional, false);
    object parameter{{"name", member.name}, {"in", "query"}};
    if (required) parameter.emplace("required", true);
    parameter.emplace("schema", schemas.of(shape));
    all.push_back(std::move(parameter));
  }
  return all;
}

object responses(const Route::Plan& plan, Schemas& schemas) {
  object all, success{{"description", plan.status == 201 ? "Created" : plan.status == 204 ? "Done" : "OK"}};
  if (plan.result) success.emplace("content", json_content(schemas.of(plan.result)));
  if (plan.returns_bytes) success.emplace("content", any_bytes());
  all.emplace(std::to_string(plan.status), std::move(success));
  if (plan.returns_bytes) all.emplace("206", object{{"description", "A part"}, {"content", any_bytes()}});
  for (auto& carried : plan.carried) {
    object schema{{"allOf", array{reference("schemas", "Problem"), schemas.of(carried.shape)}}};
    all.emplace(std::to_string(status_of(carried.problem)),
                object{{"description", title_of(carried.problem)},
                       {"content", json_content(std::move(schema), "application/problem+json")}});
  }
  all.emplace("default", reference("responses", "Problem"));
  return all;
}

object operation(const Route::Plan& plan, Schemas& schemas) {
  object out;
  if (!plan.summary.empty()) out.emplace("summary", plan.summary);
  if (plan.open) out.emplace("security", array());
  if (auto all = parameters(plan, schemas); !all.empty()) out.emplace("parameters", std::move(all));
  if (plan.body)
    out.emplace("requestBody", object{{"required", true}, {"content", json_content(schemas.of(plan.body))}});
  if (plan.takes_bytes) out.emplace("requestBody", object{{"required", true}, {"content", any_bytes()}});
  out.emplace("responses", responses(plan, schemas));
  return out;
}

void print(std::string& out, const value& node, std::size_t indent);

// Members or elements, each behind `separator`; the first without its comma.
void print_inside(std::string& out, const value& node, const std::string& separator, std::size_t indent) {
  bool first = true;
  auto next = [&] { out += std::exchange(first, false) ? separator.substr(1) : separator; };
  if (node.is_object()) {
    for (auto& [key, inner] : node.get_object()) {
      next();
      out += boost::json::serialize(value(key)) + ": ";
      print(out, inner, indent);
    }
  } else {
    for (auto& inner : node.get_array()) {
      next();
      print(out, inner, indent);
    }
  }
}

// Short values on one line, others indented, so that a change of the API is a change of few lines.
void print(std::string& out, const value& node, std::size_t indent) {
  constexpr std::size_t line_max = 90;
  auto compact = boost::json::serialize(node);
  bool is_object = node.is_object();
  if (!is_object && !node.is_array()) {
    out += compact;
    return;
  }
  bool one_line = indent + compact.size() <= line_max;
  out += is_object ? '{' : '[';
  if (one_line) {
    std::string inside;
    print_inside(inside, node, ", ", 0);
    out.append(inside, inside.empty() ? 0 : 1);
  } else {
    print_inside(out, node, ",\n" + std::string(indent + 2, ' '), indent + 2);
    out += '\n' + std::string(indent, ' ');
  }
  out += is_object ? '}' : ']';
}

object problem_schema() {
  object text{{"type", "string"}};
  object error{{"type", "object"}, {"properties", object{{"field", text}, {"key", text}}}};
  return {{"type", "object"},
          {"required", array{"type", "status", "title", "key", "request", "errors"}},
          {"properties", object{{"type", text},
                                {"status", object{{"type", "integer"}}},
                                {"title", text},
                                {"key", text},
                                {"request", text},
                                {"errors", object{{"type", "array"}, {"items", error}}}}}};
}

std::string path_of(std::string pattern) {
  if (auto dots = pattern.find("...}"); dots != std::string::npos) pattern.erase(dots, 3);
  return pattern;
}

}  // namespace

std::string openapi(const Routes& routes) {
  Schemas schemas;
  std::map<std::string, std::map<Method, object>> by_path;
  for (auto& route : routes.all()) {
    auto& plan = route.plan();
    if (plan.pattern.starts_with("/api/")) by_path[path_of(plan.pattern)][plan.method] = operation(plan, schemas);
  }
  object paths;
  constexpr std::array names{"get", "head", "post", "put", "delete"};
  for (auto& [path, operations] : by_path) {
    object item;
    for (auto& [method, described] : operations) item.emplace(names[std::size_t(method)], described);
    paths.emplace(path, std::move(item));
  }
  schemas.add("Problem", problem_schema());
  object cookie{{"type", "apiKey"}, {"in", "cookie"}, {"name", "stafette_session"}};
  object bearer{{"type", "http"}, {"scheme", "bearer"}};
  object problem_response{{"description", "Refused"},
                          {"content", json_content(reference("schemas", "Problem"), "application/problem+json")}};
  object document{
      {"openapi", "3.1.0"},
      {"info", object{{"title", "Stafette"}, {"version", STAFETTE_VERSION}}},
      {"security", array{object{{"session", array()}}, object{{"token", array()}}}},
      {"paths", std::move(paths)},
      {"components", object{{"schemas", schemas.components()},
                            {"responses", object{{"Problem", std::move(problem_response)}}},
                            {"securitySchemes", object{{"session", cookie}, {"token", bearer}}}}}};
  std::string out;
  print(out, document, 0);
  return out + '\n';
}

}  // namespace http
