// A JSON object that another server wrote: what we know is taken, what we do not know is left alone. A member said
// twice makes the whole ambiguous and is refused.
#pragma once
#include <server/json/document.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace federation {

class ClaimSet {
 public:
  // Failure(bad_request) "malformed_json" and the like; "malformed_json" unless it is an object without repetition.
  explicit ClaimSet(std::string_view json);

  bool has(std::string_view name) const { return find(name).has_value(); }
  bool is_object(std::string_view name) const;
  std::string text(std::string_view name) const;                  // empty unless it is a string
  std::optional<std::int64_t> number(std::string_view name) const;  // whole seconds; nullopt unless it is a number
  std::vector<std::string> texts(std::string_view name) const;    // a string counts as a list of one
  std::optional<bool> truth(std::string_view name) const;
  // The object below that name has a member of the other.
  bool object_has(std::string_view name, std::string_view member) const;

 private:
  std::optional<json::Value> find(std::string_view name) const;
  json::Document document_;
};

}  // namespace federation
