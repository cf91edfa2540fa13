// The parts of a zip file that are wanted, unpacked in memory. Nothing is written, names lead nowhere, and whatever is
// larger, more or denser than office files are is refused while it is unpacked.
#pragma once
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace extract {

// By which of `places` its name begins with, then by its number: {10, 12} for "ppt/slides/slide12.xml".
using Parts = std::map<std::pair<int, int>, std::string>;
Parts package_parts(std::string_view zip, std::span<const std::string_view> places);  // Unreadable

}  // namespace extract
