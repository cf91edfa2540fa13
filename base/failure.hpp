// What can go wrong for a caller. Every refusal names a Problem (one HTTP status each), a key that the text catalogues
// translate, and, where one exists, the field that caused it (JSON pointer). Anything else thrown means "internal":
// its text never reaches a user.
#pragma once
#include <boost/describe/enum.hpp>

#include <exception>
#include <string>
#include <vector>

BOOST_DEFINE_ENUM_CLASS(Problem, bad_request, not_signed_in, forbidden, not_found, method_not_allowed, conflict, gone,
                        too_large, unsupported_media, invalid, too_many, internal, unavailable)

// One rejected input: `field` is a JSON pointer into the body, or the name of a path or query parameter.
struct FieldError {
  std::string field;
  std::string key;
};

class Failure : public std::exception {
 public:
  Failure(Problem problem, std::string key, std::string field = {});
  // All rejected fields of one input at once. `key` names the whole ("invalid_input").
  Failure(Problem problem, std::string key, std::vector<FieldError> errors);

  const char* what() const noexcept override { return key_.c_str(); }
  Problem problem() const { return problem_; }
  const std::string& key() const { return key_; }
  const std::vector<FieldError>& errors() const { return errors_; }

 private:
  Problem problem_;
  std::string key_;
  std::vector<FieldError> errors_;
};

// A refusal that carries a described struct with what the caller needs to go on (for example the conflicting blocks).
template <class Details>
class FailureWith : public Failure {
 public:
  FailureWith(Problem problem, std::string key, Details details_in)
      : Failure(problem, std::move(key)), details(std::move(details_in)) {}
  Details details;
};

// Thrown by the second function of a prepared write when what it was prepared for is no longer the newest: the route
// prepares again. Never reaches a caller.
struct HeadMoved {};
