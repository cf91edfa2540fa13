#include <base/id.hpp>
#include <server/federation/attempt.hpp>
#include <storage/blobs.hpp>

#include <cjose/cjose.h>

#include <algorithm>
#include <memory>

namespace federation {
namespace {

constexpr std::size_t secret_bytes = 32;

std::string derived(std::string_view what, std::string_view source, std::string_view cookie) {
  std::string text(what);
  text.append("|").append(source).append("|").append(cookie);
  return storage::hex(storage::sha256(text));
}

std::string base64url(const std::string& bytes) {
  char* text = nullptr;
  std::size_t size = 0;
  if (!cjose_base64url_encode(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), &text, &size, nullptr))
    throw std::bad_alloc();
  std::unique_ptr<char, decltype(&std::free)> owner(text, std::free);
  return {text, size};
}

std::optional<int> hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return {};
}

std::optional<std::string> from_hex(std::string_view digits) {
  std::string bytes;
  if (digits.size() % 2 != 0) return {};
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    auto high = hex_digit(digits[i]), low = hex_digit(digits[i + 1]);
    if (!high || !low) return {};
    bytes += char(*high * 16 + *low);
  }
  return bytes;
}

std::string own_path(std::string_view target) {
  bool printable = std::all_of(target.begin(), target.end(), [](unsigned char c) { return c > ' ' && c < 0x7f; });
  bool ours = target.starts_with('/') && !target.starts_with("//") && target.find('\\') == target.npos;
  return printable && ours && target.size() <= target_bytes_max ? std::string(target) : "/";
}

Attempt attempt_of(std::string_view source, std::string cookie, std::string target) {
  Attempt attempt;
  attempt.state = derived("state", source, cookie);
  attempt.nonce = derived("nonce", source, cookie);
  attempt.verifier = derived("verifier", source, cookie);
  attempt.challenge = base64url(storage::sha256(attempt.verifier));
  attempt.cookie = std::move(cookie);
  attempt.target = std::move(target);
  return attempt;
}

}  // namespace

Attempt begin_attempt(std::string_view source, std::string_view target, Time now) {
  auto path = own_path(target);
  auto cookie = std::to_string(now.ms) + "." + storage::hex(storage::random_bytes(secret_bytes)) + "." +
                storage::hex(path);
  return attempt_of(source, std::move(cookie), std::move(path));
}

std::optional<Attempt> resumed_attempt(std::string_view source, std::string_view cookie, std::string_view state,
                                       Time now) {
  auto first = cookie.find('.'), last = cookie.rfind('.');
  if (first == cookie.npos || last != first + 1 + 2 * secret_bytes) return {};
  auto began = parse_id(cookie.substr(0, first));
  auto target = from_hex(cookie.substr(last + 1));
  if (!began || !target || Time{*began} > now || Time{*began} + attempt_time_max < now) return {};
  auto attempt = attempt_of(source, std::string(cookie), own_path(*target));
  bool same = attempt.state.size() == state.size() &&
              cjose_const_memcmp(reinterpret_cast<const std::uint8_t*>(attempt.state.data()),
                                 reinterpret_cast<const std::uint8_t*>(state.data()), state.size()) == 0;
  if (!same) return {};
  return attempt;
}

}  // namespace federation
