// An address as limits count it: IPv6 by its network of 64 bits, which one subscriber has to themselves.
#pragma once
#include <server/http/message.hpp>

#include <string>

namespace http {

std::string source_of(const Request&);

}  // namespace http
