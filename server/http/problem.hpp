// Refusals as RFC 9457 problem details: a status for each Problem, a key that the text catalogues translate, the
// fields at fault and the request id to find the log line. What was thrown unforeseen is "internal", and its text
// stays inside.
#pragma once
#include <base/failure.hpp>
#include <server/http/message.hpp>

#include <exception>
#include <string>
#include <string_view>

namespace http {

int status_of(Problem);
std::string_view title_of(Problem);  // in English; people see the translated key

// `members` holds more members of the body as JSON, each preceded by a comma: what a FailureWith carries.
Response problem(const Failure&, std::string_view request_id, std::string_view members = {});
// Of a Failure as above, of anything else "internal".
Response problem(std::exception_ptr, std::string_view request_id);

}  // namespace http
