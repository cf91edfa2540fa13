#include <base/failure.hpp>

Failure::Failure(Problem problem, std::string key, std::string field) : problem_(problem), key_(std::move(key)) {
  if (!field.empty()) errors_.push_back({std::move(field), key_});
}

Failure::Failure(Problem problem, std::string key, std::vector<FieldError> errors)
    : problem_(problem), key_(std::move(key)), errors_(std::move(errors)) {}
