// The schema's history: numbered SQL files (storage/migrations), each applied once, in one transaction, in order.
#pragma once
#include <base/clock.hpp>

#include <filesystem>
#include <string>

namespace storage {

// Brings the database to the newest schema, creating it if missing. An existing one is copied into backups/ before.
// Throws when the file was written by a newer version.
void migrate(const std::filesystem::path& file, Time now);

// The whole schema after all migrations as SQL, sorted: what storage/schema.sql holds for review.
std::string schema(const std::filesystem::path& file);

}  // namespace storage
