// The schema's history: numbered SQL files (storage/migrations), each applied once, in one transaction, in order.
#pragma once
#include <base/clock.hpp>

#include <filesystem>
#include <string>

namespace storage {

// Brings the database to the newest schema, creating it if missing. An existing one is copied into backups/ before.
// Throws when the file was written by a newer version.
void migrate(const std::filesystem::path& file, Time now);

int newest_schema();           // number of the last migration
std::int64_t random_epoch();  // a new or restored database gets one of its own: followers of another start afresh

// The whole schema after all migrations as SQL, sorted: what storage/schema.sql holds for review.
std::string schema(const std::filesystem::path& file);

}  // namespace storage
