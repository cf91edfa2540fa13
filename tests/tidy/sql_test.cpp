#include <tests/tidy/support/expect.hpp>
#include <tests/tidy/support/rules.hpp>

using tidy::expect;

TEST_CASE("SQL that a second engine accepts") {
  expect(tidy::portable_sql, {
    {"a table", "storage/migrations/1.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT;", ""},
    {"a loose table", "storage/migrations/1.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY);", "STRICT"},
    {"other type", "storage/migrations/1.sql", "CREATE TABLE a (b BOOLEAN) STRICT;", "INTEGER"},
    {"in a comment", "storage/migrations/1.sql", "-- no BOOLEAN here\n", ""},
    {"upsert of SQLite", "wiki/pages/page.cpp", "tx.run(\"INSERT OR REPLACE INTO a VALUES (1)\");", "ON CONFLICT"},
    {"portable upsert", "wiki/pages/page.cpp", "tx.run(\"INSERT INTO a VALUES (1) ON CONFLICT DO NOTHING\");", ""},
    {"in SQLite's folder", "storage/sqlite/file.cpp", "run(\"INSERT OR REPLACE INTO a VALUES (1)\");", ""},
  });
}
