#include <auth/one_time_code.hpp>

#include <liboath/oath.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace auth {
namespace {

constexpr unsigned step_s = 30, code_digits = 6;
constexpr std::size_t window = 1;  // steps before and after

void check(int code) {
  if (code < 0) throw std::runtime_error("liboath: " + std::string(oath_strerror_name(code)));
}

void prepare_library() {
  static const int prepared = oath_init();
  check(prepared);
}

}  // namespace

std::optional<std::int64_t> counter_of(std::string_view secret, std::string_view code, Time now) {
  if (code.size() != code_digits || code.find_first_not_of("0123456789") != code.npos) return {};
  prepare_library();
  std::uint64_t counter = 0;
  int position = 0, found = oath_totp_validate3(secret.data(), secret.size(), time_t(now.ms / 1000), step_s, 0, window,
                                                &position, &counter, std::string(code).c_str());
  if (found == OATH_INVALID_OTP) return {};
  check(found);
  return std::int64_t(counter);
}

std::string code_at(std::string_view secret, Time at) {
  prepare_library();
  char code[code_digits + 1] = {};
  check(oath_totp_generate(secret.data(), secret.size(), time_t(at.ms / 1000), step_s, 0, code_digits, code));
  return code;
}

std::string base32(std::string_view bytes) {
  prepare_library();
  char* encoded = nullptr;
  std::size_t length = 0;
  check(oath_base32_encode(bytes.data(), bytes.size(), &encoded, &length));
  std::unique_ptr<char, decltype(&std::free)> owner(encoded, std::free);
  std::string text(encoded, length);
  return text.substr(0, text.find('='));
}

}  // namespace auth
