#include <server/http/message.hpp>

namespace http {

std::string_view Request::header(std::string_view name) const {
  for (auto& [key, value] : headers)
    if (key == name) return value;
  return {};
}

}  // namespace http
