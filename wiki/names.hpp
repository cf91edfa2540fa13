// The nouns of the wiki by their short names.
#pragma once
#include <auth/access.hpp>
#include <auth/accounts.hpp>
#include <auth/viewer.hpp>
#include <base/failure.hpp>
#include <base/id.hpp>
#include <base/text.hpp>
#include <storage/tx.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wiki {

struct Attachment;
struct Page;
struct Revision;
struct Space;

using auth::Level;
using auth::Person;
using auth::PersonRef;
using auth::Zone;

using Slug = Line<60>;
using Title = Line<1000>;  // the longest title of a German law has 643 characters
using Comment = Line<400>;

}  // namespace wiki
