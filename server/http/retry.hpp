// What a refusal with too_many carries: when asking again makes sense. Sent as the header Retry-After, too.
#pragma once
#include <base/failure.hpp>

#include <boost/describe/class.hpp>

#include <algorithm>
#include <chrono>

namespace http {

struct Retry {
  int retry_after_s;
};
BOOST_DESCRIBE_STRUCT(Retry, (), (retry_after_s))

inline Retry retry_after(std::chrono::milliseconds wait) {
  return {std::max(1, int(std::chrono::ceil<std::chrono::seconds>(wait).count()))};
}

}  // namespace http
