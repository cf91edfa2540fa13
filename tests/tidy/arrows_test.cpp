#include <tests/tidy/support/expect.hpp>
#include <tests/tidy/support/rules.hpp>

using tidy::expect;

TEST_CASE("arrows between folders") {
  expect(tidy::arrows, {
    {"storage uses base", "storage/feed.cpp", "#include <base/id.hpp>\n", ""},
    {"base uses storage", "base/id.hpp", "#include <storage/tx.hpp>\n", "base/ includes only"},
    {"auth uses wiki", "auth/viewer.cpp", "#include <wiki/names.hpp>\n", "auth/ includes only"},
    {"wiki uses search", "wiki/pages/page.cpp", "#include <search/find.hpp>\n", "wiki/pages/ includes only"},
    {"search uses wiki", "search/find.cpp", "#include <wiki/names.hpp>\n", "search/ includes only"},
    {"wiki uses server", "wiki/exchange/import.cpp", "#include <server/log.hpp>\n", "wiki/ includes only"},
    {"server uses both", "server/site.cpp", "#include <wiki/names.hpp>\n#include <search/find.hpp>\n", ""},
    {"the product uses a test", "server/site.cpp", "#include <tests/support/x.hpp>\n", "server/ includes only"},
    {"tests use everything", "tests/api/page_test.cpp", "#include <wiki/names.hpp>\n#include <boost/json.hpp>\n", ""},
    {"only in a comment", "base/id.hpp", "// #include <storage/tx.hpp>\n", ""},
  });
}

TEST_CASE("arrows inside wiki") {
  expect(tidy::arrows, {
    {"pages use people", "wiki/pages/page.cpp", "#include <wiki/people/profile.hpp>\n", ""},
    {"pages use threads", "wiki/pages/page.cpp", "#include <wiki/threads/thread.hpp>\n", "wiki/pages/ includes only"},
    {"threads use cosigning", "wiki/threads/thread.cpp", "#include <wiki/cosigning/draft.hpp>\n", "wiki/threads/"},
    {"cosigning uses threads", "wiki/cosigning/draft.cpp", "#include <wiki/threads/thread.hpp>\n", "wiki/cosigning/"},
    {"handover uses threads", "wiki/handover/case.cpp", "#include <wiki/threads/thread.hpp>\n", ""},
    {"handover uses exchange", "wiki/handover/case.cpp", "#include <wiki/exchange/import.hpp>\n", "wiki/handover/"},
    {"exchange uses handover", "wiki/exchange/export.cpp", "#include <wiki/handover/case.hpp>\n", ""},
  });
}

TEST_CASE("libraries stay where they belong") {
  expect(tidy::arrows, {
    {"Beast in the transport", "server/http/session.cpp", "#include <boost/beast/http.hpp>\n", ""},
    {"Beast in a route", "server/api/pages.cpp", "#include <boost/beast/http.hpp>\n", "only server/http/"},
    {"Asio in wiki", "wiki/pages/page.cpp", "#include <boost/asio.hpp>\n", "only server/http/"},
    {"JSON in wiki", "wiki/pages/page.cpp", "#include <boost/json.hpp>\n", "only server/"},
    {"SQLite in its folder", "storage/sqlite/statement.hpp", "#include <sqlite3.h>\n", ""},
    {"SQLite in pages", "wiki/pages/page.cpp", "#include <sqlite3.h>\n", "only storage/sqlite/"},
    {"cmark in Markdown", "wiki/pages/markdown.cpp", "#include <cmark.h>\n", ""},
    {"git2 in a header", "wiki/pages/merge.hpp", "#include <git2.h>\n", "in the .cpp"},
    {"cmark in exchange", "wiki/exchange/import.cpp", "#include <cmark.h>\n", "only wiki/pages/"},
    {"files in base", "base/text.cpp", "#include <fstream>\n", "base has no I/O"},
    {"files in storage", "storage/blobs.cpp", "#include <fstream>\n", ""},
    {"standard library", "base/text.cpp", "#include <string>\n", ""},
  });
}
