#include <base/failure.hpp>
#include <server/federation/claim_set.hpp>

#include <set>

namespace federation {

ClaimSet::ClaimSet(std::string_view json) : document_(json) {
  if (document_.root().kind() != json::Kind::object) throw Failure(Problem::bad_request, "malformed_json");
  std::set<std::string_view> names;
  document_.root().each([&](const json::Value& member) {
    if (!names.insert(member.key()).second) throw Failure(Problem::bad_request, "malformed_json");
  });
}

std::optional<json::Value> ClaimSet::find(std::string_view name) const {
  std::optional<json::Value> found;
  document_.root().each([&](const json::Value& member) {
    if (member.key() == name) found = member;
  });
  return found;
}

bool ClaimSet::is_object(std::string_view name) const {
  auto value = find(name);
  return value && value->kind() == json::Kind::object;
}

std::string ClaimSet::text(std::string_view name) const {
  auto value = find(name);
  if (!value || value->kind() != json::Kind::string) return {};
  return std::string(value->string());
}

std::optional<std::int64_t> ClaimSet::number(std::string_view name) const {
  constexpr double seconds_max = 1e12;
  auto value = find(name);
  if (!value) return {};
  if (value->kind() == json::Kind::real && value->real() >= 0 && value->real() < seconds_max)
    return std::int64_t(value->real());
  bool fits = value->kind() == json::Kind::integer && value->integer() >= 0 && double(value->integer()) < seconds_max;
  if (!fits) return {};
  return value->integer();
}

std::vector<std::string> ClaimSet::texts(std::string_view name) const {
  auto value = find(name);
  if (!value) return {};
  if (value->kind() == json::Kind::string) return {std::string(value->string())};
  std::vector<std::string> list;
  if (value->kind() != json::Kind::array) return list;
  value->each([&](const json::Value& item) {
    if (item.kind() == json::Kind::string) list.emplace_back(item.string());
  });
  return list;
}

std::optional<bool> ClaimSet::truth(std::string_view name) const {
  auto value = find(name);
  if (!value || value->kind() != json::Kind::boolean) return {};
  return value->boolean();
}

bool ClaimSet::object_has(std::string_view name, std::string_view member) const {
  auto value = find(name);
  if (!value || value->kind() != json::Kind::object) return false;
  bool found = false;
  value->each([&](const json::Value& item) { found = found || item.key() == member; });
  return found;
}

}  // namespace federation
