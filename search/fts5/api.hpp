// The door to FTS5's C interface, for the files of this folder.
#pragma once
#include <sqlite3.h>

namespace search {

fts5_api& fts5_of(sqlite3*);  // std::runtime_error when SQLite was built without FTS5

}  // namespace search
