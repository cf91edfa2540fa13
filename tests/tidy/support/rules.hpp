// The rules of ARCHITECTURE.md and of our conventions that a program can check. Each is pure and tested by samples of
// its own; tree_test.cpp applies all of them to the repository. Messages name the replacement.
#pragma once
#include <tests/tidy/support/source.hpp>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace tidy {

// arrows.cpp: base <- storage <- auth <- {wiki, search} <- server and the folders of wiki among themselves; which
// folder may include which library; heavy libraries only in a .cpp; base without I/O.
Findings arrows(const Source&);

// bans.cpp: calls and words with a better replacement, coroutines outside their folders, leftovers of work in progress,
// hosts and paths of somebody's machine.
Findings bans(const Source&);
Findings leftovers(const Source&);
Findings machine_traces(const Source&);

// coroutines.cpp: temporaries inside an expression with co_await, which GCC 12 destroys twice.
Findings coroutine_temporaries(const Source&);

// shape.cpp: columns, lines of a file, lines of a function, bytes.
Findings shape(const Source&);
Findings function_lengths(const Source&);
Findings size(const Source&);

// headers.cpp: include style, guard and head comment; headers that nobody includes.
Findings includes(const Source&);
Findings header_form(const Source&);
Findings unreferenced_headers(const std::vector<Source>&);

// sql.cpp: migrations that only SQLite would accept, tables without STRICT.
Findings portable_sql(const Source&);

// texts.cpp. A catalogue is a JSON object, nested or flat; its keys are joined by dots.
using Catalogue = std::map<std::string, std::string>;
Catalogue catalogue(const std::string& json);
Findings catalogues_agree(const Catalogue& german, const Catalogue& english);
// Keys of refusals in C++ need texts below "problem.", and those texts need a refusal, or a use in the client.
std::set<std::string> refusal_keys(const Source&);
Findings refusals_have_texts(const std::vector<Source>&, const Catalogue&);

// system_reasons.cpp: the places that read past the visibility rules, one "path: reason" a line, sorted.
std::string system_reasons(const std::vector<Source>&);

}  // namespace tidy
