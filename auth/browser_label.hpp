// By what a person recognises their own session: browser and system by name, without versions. Made from what their
// browser says at sign-in, and coarse on purpose: it must not tell people apart.
#pragma once
#include <string>
#include <string_view>

namespace auth {

// "Firefox, Linux"; one of the two, or empty, if it says less.
std::string browser_label(std::string_view user_agent);

}  // namespace auth
