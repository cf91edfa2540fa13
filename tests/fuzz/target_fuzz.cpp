#include <server/http/target.hpp>

#include <cstdint>
#include <cstdlib>

// A request target that is accepted stays inside the tree.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size_bytes) {
  const auto target = http::parse_target(std::string_view(reinterpret_cast<const char*>(data), size_bytes));
  if (!target) return 0;
  const auto& path = target->path;
  if (path.empty() || path.front() != '/') std::abort();
  if (path.find('\0') != std::string::npos || path.find('\\') != std::string::npos) std::abort();
  if ((path + '/').find("/../") != std::string::npos) std::abort();
  return 0;
}
