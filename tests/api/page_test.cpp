#include <doctest/doctest.h>
#include <auth/access.hpp>
#include <tests/support/sample_agency.hpp>
#include <wiki/pages/space.hpp>

TEST_CASE("a page is written, read, changed, compared and brought back") {
  SampleAgency agency;
  auto page = agency.page("Dienstreisen", "# Antrag\n\nErster Satz.\n");
  auto path = "/api/pages/" + page;
  auto seen = agency.ben.get(path);
  CHECK(seen.status == 200);
  CHECK(seen.text("/title") == "Dienstreisen");
  CHECK(seen.text("/path") == "dienstreisen");
  CHECK(seen.text("/html").find("Erster Satz.") != std::string::npos);
  CHECK(seen.text("/toc/0/title") == "Antrag");
  CHECK(seen.text("/abilities/edit") == "false");
  auto first = seen.text("/revision");

  auto saved = agency.ada.put(path, "{\"markdown\":\"# Antrag\\n\\nZweiter Satz.\\n\",\"base_revision\":" + as_json(first) +
                                        ",\"comment\":\"genauer\"}");
  CHECK(saved.status == 200);
  CHECK(saved.text("/number") == "2");
  CHECK(saved.text("/merged") == "false");
  CHECK(agency.ben.get(path).text("/html").find("Zweiter Satz.") != std::string::npos);

  auto history = agency.ben.get(path + "/revisions");
  CHECK(history.text("/items/0/comment") == "genauer");
  CHECK(history.text("/items/1/number") == "1");
  auto diff = agency.ben.get(path + "/diff?from=" + first + "&to=" + saved.text("/revision"));
  CHECK(diff.status == 200);
  CHECK(diff.body.find("\"removed\"") != std::string::npos);

  auto restored = agency.ada.post(path + "/restore", "{\"revision\":" + as_json(first) + "}");
  CHECK(restored.text("/number") == "3");
  CHECK(agency.ben.get(path + "/source").text("/markdown") == "# Antrag\n\nErster Satz.\n");
  CHECK(agency.ada.get(path + "/revisions").text("/items/0/restored_from") == "1");
}

TEST_CASE("two people who change different words are merged; the same words are a conflict with nothing lost") {
  SampleAgency agency;
  auto page = agency.page("Seite", "Eins zwei drei vier.\n\nNoch ein Absatz.\n");
  auto path = "/api/pages/" + page;
  auto base = agency.head(page);
  auto save = [&](const std::string& text) {
    return agency.ada.put(path, "{\"markdown\":" + as_json(text) + ",\"base_revision\":" + as_json(base) + "}");
  };
  CHECK(save("Eins zwei drei VIER.\n\nNoch ein Absatz.\n").status == 200);
  auto merged = save("EINS zwei drei vier.\n\nNoch ein Absatz.\n");
  CHECK(merged.status == 200);
  CHECK(merged.text("/merged") == "true");
  CHECK(merged.text("/markdown") == "EINS zwei drei VIER.\n\nNoch ein Absatz.\n");

  auto conflict = save("Eins zwei drei fünf.\n\nNoch ein Absatz.\n");
  CHECK(conflict.status == 409);
  CHECK(conflict.problem() == "page_conflict");
  CHECK(conflict.text("/blocks/0/mine").find("fünf") != std::string::npos);
  CHECK(conflict.text("/blocks/0/theirs").find("VIER") != std::string::npos);
  CHECK(conflict.text("/head") == merged.text("/revision"));
}

// Ada writes in the first paragraph, Ben in the second, each on what their own last save answered: every save but the
// first meets one of the other person's.
TEST_CASE("two people who save in turn fifty times over HTTP lose no word") {
  SampleAgency agency;
  agency.site->store().write([](WriteTx& tx) {
    auth::grant_person(tx, wiki::space_named(tx, "amt")->zone, *auth::person_named(tx, "ben"), auth::Level::edit);
  });
  const std::string start = "Ada schreibt hier.\n\nBen schreibt dort.\n";
  auto path = "/api/pages/" + agency.page("Protokoll", start);
  struct Writer {
    Client& who;
    std::string end, markdown, base;
  };
  auto base = agency.ada.get(path + "/source").text("/revision");
  Writer writers[] = {{agency.ada, "hier.", start, base}, {agency.ben, "dort.", start, base}};
  int merged = 0;
  for (int turn = 0; turn < 50; ++turn) {
    CAPTURE(turn);
    auto& writer = writers[turn % 2];
    writer.markdown.insert(writer.markdown.find(writer.end), "wort" + std::to_string(turn) + " ");
    auto reply = writer.who.put(path, "{\"markdown\":" + as_json(writer.markdown) +
                                          ",\"base_revision\":" + as_json(writer.base) + "}");
    REQUIRE(reply.status == 200);
    writer.base = reply.text("/revision");
    bool took_over = reply.text("/merged") == "true";
    merged += took_over;
    if (took_over) writer.markdown = reply.text("/markdown");
  }
  CHECK(merged == 49);
  auto text = agency.ada.get(path + "/source").text("/markdown");
  for (int turn = 0; turn < 50; ++turn) CHECK(text.find("wort" + std::to_string(turn) + " ") != text.npos);
}

TEST_CASE("bad input to a save has a key and a field, and changes nothing") {
  SampleAgency agency;
  auto page = agency.page("Seite", "Text\n");
  auto path = "/api/pages/" + page;
  auto base = agency.head(page);
  struct Case {
    const char* what;
    Client& who;
    std::string body;
    int status;
    const char* problem;
  };
  auto with = [&](const std::string& members) { return "{\"base_revision\":" + as_json(base) + members + "}"; };
  for (auto& c : std::vector<Case>{
           {"no base", agency.ada, "{\"markdown\":\"x\"}", 422, "required"},
           {"unknown base", agency.ada, "{\"markdown\":\"x\",\"base_revision\":\"1\"}", 422, "base_unknown"},
           {"unknown member", agency.ada, with(",\"markdwon\":\"x\""), 422, "invalid_input"},
           {"twice", agency.ada, with(",\"title\":\"a\",\"title\":\"b\""), 422, "invalid_input"},
           {"wrong type", agency.ada, with(",\"title\":[]"), 422, "invalid_input"},
           {"long title", agency.ada, with(",\"title\":" + as_json(std::string(1001, 'x'))), 422, "invalid_input"},
           {"empty title", agency.ada, with(",\"title\":\" \""), 422, "required"},
           {"soft hyphen", agency.ada, with(",\"title\":\"Ref\\u00ADerat\""), 422, "invalid_input"},
           {"too deep", agency.ada, with(",\"markdown\":" + as_json(std::string(40, '>') + "x")), 422, "markdown_too_deep"},
           {"not JSON", agency.ada, "{", 400, "malformed_json"},
           {"only reads", agency.ben, with(",\"markdown\":\"x\""), 403, "level_too_low"},
           {"outside", agency.eve, with(",\"markdown\":\"x\""), 404, "page_not_found"},
           {"not signed in", agency.nobody, with(",\"markdown\":\"x\""), 403, "origin_refused"},
       }) {
    CAPTURE(c.what);
    auto reply = c.who.put(path, c.body);
    CHECK(reply.status == c.status);
    CHECK(reply.problem() == c.problem);
  }
  CHECK(agency.head(page) == base);
}

TEST_CASE("a page moves with its subtree, and old addresses lead to it for ever") {
  SampleAgency agency;
  auto top = agency.page("Oben", "");
  auto child = agency.page("Kind", "", ",\"parent\":" + as_json(top));
  auto other = agency.page("Anders", "");
  auto moved = agency.ada.post("/api/pages/" + top + "/move", "{\"parent\":" + as_json(other) + "}");
  CHECK(moved.status == 200);
  CHECK(moved.text("/path") == "anders/oben");
  CHECK(agency.ben.get("/api/pages/" + child).text("/path") == "anders/oben/kind");
  CHECK(agency.ben.get("/api/spaces/amt/pages?path=oben/kind").text("/id") == child);
  CHECK(agency.ben.get("/api/spaces/amt/pages?path=anders/oben/kind").text("/id") == child);
  CHECK(agency.ada.post("/api/pages/" + other + "/move", "{\"parent\":" + as_json(child) + "}").problem() == "move_into_itself");
  auto crumbs = agency.ben.get("/api/pages/" + child);
  CHECK(crumbs.text("/breadcrumbs/0/title") == "Anders");
  CHECK(crumbs.text("/breadcrumbs/1/title") == "Oben");
  auto tree = agency.ben.get("/api/spaces/amt/tree");
  CHECK(tree.text("/pages/0/title") == "Anders");
  CHECK(tree.text("/pages/2/parent") == top);
}

TEST_CASE("the trash takes a subtree and gives it back") {
  SampleAgency agency;
  auto top = agency.page("Oben", "");
  auto child = agency.page("Kind", "", ",\"parent\":" + as_json(top));
  CHECK(agency.ben.post("/api/pages/" + top + "/trash", "{}").problem() == "level_too_low");
  CHECK(agency.ada.post("/api/pages/" + top + "/trash", "{}").status == 204);
  CHECK(agency.ben.get("/api/pages/" + child).problem() == "page_not_found");
  CHECK(agency.ada.get("/api/pages/" + child).problem() == "page_trashed");
  CHECK(agency.ada.get("/api/spaces/amt/trash").text("/0/pages") == "2");
  auto again = agency.page("Oben", "");  // takes the address over meanwhile
  auto back = agency.ada.post("/api/pages/" + top + "/untrash", "{}");
  CHECK(back.text("/path") == "oben-2");
  CHECK(agency.ben.get("/api/pages/" + child).text("/path") == "oben-2/kind");
  CHECK(agency.ben.get("/api/spaces/amt/pages?path=oben").text("/id") == again);
  CHECK(agency.ada.del("/api/pages/" + top).problem() == "page_not_in_trash");
  CHECK(agency.ada.post("/api/pages/" + top + "/trash", "{}").status == 204);
  CHECK(agency.ada.del("/api/pages/" + top).status == 204);
  CHECK(agency.ada.get("/api/pages/" + child).problem() == "page_not_found");
}

TEST_CASE("unsaved text is kept for its writer alone, and older keystrokes never replace newer ones") {
  SampleAgency agency;
  auto page = agency.page("Seite", "Text\n");
  auto path = "/api/pages/" + page;
  auto keep = [&](int epoch, int seq, const std::string& text) {
    return agency.ada.put(path + "/scratch", "{\"base_revision\":" + as_json(agency.head(page)) +
                                                 ",\"epoch\":" + std::to_string(epoch) + ",\"seq\":" + std::to_string(seq) +
                                                 ",\"markdown\":" + as_json(text) + "}");
  };
  CHECK(keep(1, 2, "neuer").text("/seq") == "2");
  CHECK(keep(1, 1, "älter").text("/seq") == "2");
  CHECK(agency.ada.get(path + "/source").text("/scratch/markdown") == "neuer");
  CHECK(agency.ben.get(path + "/source").text("/scratch") == "null");
  CHECK(agency.ada.put(path, "{\"markdown\":\"neuer\",\"base_revision\":" + as_json(agency.head(page)) + "}").status == 200);
  CHECK(agency.ada.get(path + "/source").text("/scratch") == "null");
}

TEST_CASE("an unchanged page is not sent twice, and every change shows") {
  SampleAgency agency;
  auto page = agency.page("Seite", "Text\n");
  auto path = "/api/pages/" + page;
  auto tag = agency.ben.get(path).headers["etag"];
  auto conditional = [&](Client& who) {
    RawClient raw(agency.port());
    return raw.exchange("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + who.token() +
                        "\r\nIf-None-Match: " + tag + "\r\n\r\n").status;
  };
  CHECK(conditional(agency.ben) == 304);
  CHECK(conditional(agency.ada) == 200);  // other abilities
  agency.ada.put(path + "/labels", "{\"labels\":[\"wichtig\"]}");
  CHECK(conditional(agency.ben) == 200);
  CHECK(agency.ben.get(path).text("/labels/0") == "wichtig");
}

TEST_CASE("a page goes compressed to who takes it, is kept so, and changes with the page") {
  SampleAgency agency;
  std::string text;
  for (int i = 0; i < 200; ++i) text += "Absatz " + std::to_string(i) + " der Dienstanweisung.\n\n";
  auto path = "/api/pages/" + agency.page("Seite", text);
  auto asked = [&](Client& who, const std::string& fields) {
    RawClient raw(agency.port());
    return raw.exchange("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + who.token() + "\r\n" +
                        fields + "\r\n");
  };
  auto plain = asked(agency.ben, "");
  CHECK(plain.headers["content-encoding"].empty());
  for (std::string coding : {"gzip", "br"}) {
    CAPTURE(coding);
    auto accept = "Accept-Encoding: " + coding + "\r\n";
    auto first = asked(agency.ben, accept), second = asked(agency.ben, accept), other = asked(agency.ada, accept);
    CHECK(first.headers["content-encoding"] == coding);
    CHECK(first.headers["vary"] == "Cookie, Authorization, Stafette-View-As, Accept-Encoding");
    CHECK(first.headers["etag"] != plain.headers["etag"]);
    CHECK(first.body.size() < plain.body.size() / 4);
    CHECK(first.body == second.body);
    CHECK(first.body != other.body);  // Ada may do more with it
    CHECK(asked(agency.ben, accept + "If-None-Match: " + first.headers["etag"] + "\r\n").status == 304);
    CHECK(asked(agency.eve, accept).status == 404);
    agency.ada.put(path + "/labels", "{\"labels\":[\"" + coding + "\"]}");
    CHECK(asked(agency.ben, accept).body != first.body);
  }
}
