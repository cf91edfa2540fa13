#include <tests/support/rows.hpp>

namespace {

Reply find(SampleAgency& agency, Client& who, const std::string& query) {
  agency.site->index().catch_up();
  return who.get("/api/search?" + query);
}

}  // namespace

TEST_CASE("what was saved is found by who may read it, and by nobody else") {
  SampleAgency agency;
  auto page = agency.page("Reisekosten", "# Antrag\n\nDas Formular <b>Zypresse</b> ausfüllen.\n");
  auto other = agency.page("Allgemein", "Auch hier steht Zypresse.\n", "", "alle");
  auto ben = find(agency, agency.ben, "q=Zypresse");
  CHECK(ben.text("/total") == "2");
  auto eve = find(agency, agency.eve, "q=Zypresse");
  CHECK(eve.text("/total") == "1");
  CHECK(eve.text("/hits/0/page") == other);
  CHECK(eve.body.find("Reisekosten") == std::string::npos);
  CHECK(find(agency, agency.root, "q=Reisekosten").text("/hits") == "[]");
  auto hit = find(agency, agency.ben, "q=Zypresse&space=amt");
  CHECK(hit.text("/total") == "1");
  CHECK(hit.text("/hits/0/page") == page);
  CHECK(hit.text("/hits/0/anchor") == "antrag");
  CHECK(hit.text("/hits/0/snippet").find("<mark>Zypresse</mark>") != std::string::npos);
  CHECK(hit.text("/hits/0/snippet").find("<b>") == std::string::npos);
  CHECK(find(agency, agency.eve, "q=Zypresse&space=amt").text("/hits") == "[]");
  CHECK(find(agency, agency.ben, "q=Zypresse&space=keiner").text("/hits") == "[]");
  CHECK(find(agency, agency.ben, "q=Zypresse&label=neu").text("/hits") == "[]");
  agency.ada.put("/api/pages/" + page + "/labels", "{\"labels\":[\"neu\"]}");
  CHECK(find(agency, agency.ben, "q=Zypresse&label=neu").text("/hits/0/page") == page);
  CHECK(find(agency, agency.eve, "q=Zypresse&label=neu").text("/hits") == "[]");
  CHECK(agency.ben.get("/api/suggest?q=reisek").text("/0/page") == page);
  CHECK(agency.eve.get("/api/suggest?q=reisek").body == "[]");
}

TEST_CASE("a label alone lists its pages by title, with the beginning of their text") {
  SampleAgency agency;
  auto second = agency.page("Zuletzt", "# Antrag\n\nDer Anfang.\n");
  auto first = agency.page("Anfangs", "Text\n");
  auto elsewhere = agency.page("Mitte", "Auch hier\n", "", "alle");
  for (auto& page : {first, second, elsewhere})
    agency.ada.put("/api/pages/" + page + "/labels", "{\"labels\":[\"neu\"]}");
  auto all = find(agency, agency.ben, "label=neu");
  CHECK(all.text("/total") == "3");
  CHECK(all.text("/hits/0/page") == first);
  CHECK(all.text("/hits/1/page") == elsewhere);
  CHECK(all.text("/hits/2/page") == second);
  CHECK(all.text("/hits/2/snippet") == "Der Anfang.");
  auto here = find(agency, agency.ben, "label=neu&space=amt&limit=1");
  CHECK(here.text("/hits/0/page") == first);
  auto next = find(agency, agency.ben, "label=neu&space=amt&limit=1&cursor=" + here.text("/next"));
  CHECK(next.text("/hits/0/page") == second);
  CHECK(next.text("/next") == "null");
  auto eve = find(agency, agency.eve, "label=neu");
  CHECK(eve.text("/total") == "1");
  CHECK(eve.text("/hits/0/page") == elsewhere);
  CHECK(find(agency, agency.root, "label=neu&space=amt").text("/total") == "0");
}

TEST_CASE("hits come in pages, each once") {
  SampleAgency agency;
  for (int i = 0; i < 7; ++i) agency.page("Seite " + std::to_string(i), "Wort Ulme\n");
  std::string cursor, seen;
  int pages = 0;
  for (; pages < 5; ++pages) {
    auto reply = find(agency, agency.ben, "q=Ulme&limit=3" + cursor);
    for (int i = 0; i < 3; ++i) {
      auto id = reply.text("/hits/" + std::to_string(i) + "/page");
      if (id.empty()) continue;
      CHECK(seen.find("," + id + ",") == std::string::npos);
      seen += "," + id + ",";
    }
    if (reply.text("/next") == "null") break;
    cursor = "&cursor=" + reply.text("/next");
  }
  CHECK(pages == 2);
}

TEST_CASE("no query breaks the search") {
  SampleAgency agency;
  agency.page("Seite", "Text\n");
  agency.site->index().catch_up();
  auto long_query = std::string(299, 'a');
  for (std::string q : {"%22",
                        "%22%22",
                        "*",
                        "a*",
                        "-",
                        "(",
                        "((((",
                        "a%20AND",
                        "NEAR(a%20b)",
                        "title:x",
                        "%7Btitle%7D:x",
                        "a%20OR%20b",
                        "NOT%20a",
                        "^a",
                        "%27;DROP%20TABLE%20page",
                        "%C2%A7",
                        "%F0%9F%98%80",
                        "+",
                        "a%22b",
                        "%25",
                        "_"}) {
    CAPTURE(q);
    auto reply = agency.ben.get("/api/search?q=" + q);
    CHECK((reply.status == 200 || reply.problem() == "query_empty"));
    CHECK(agency.ben.get("/api/suggest?q=" + q).status == 200);
    check_nothing_leaks(reply.body);
  }
  expect({
      {"empty", agency.ben, "GET", "/api/search?q=", "", 422, "invalid_input", "required"},
      {"blank", agency.ben, "GET", "/api/search?q=%20%20", "", 422, "query_empty"},
      {"no q", agency.ben, "GET", "/api/search", "", 422, "invalid_input", "required"},
      {"long", agency.ben, "GET", "/api/search?q=" + long_query + "bb", "", 422, "invalid_input", "too_long"},
      {"long word", agency.ben, "GET", "/api/search?q=" + long_query, "", 200, ""},
      {"limit 0", agency.ben, "GET", "/api/search?q=a&limit=0", "", 422, "out_of_range"},
      {"limit 51", agency.ben, "GET", "/api/search?q=a&limit=51", "", 422, "out_of_range"},
      {"cursor", agency.ben, "GET", "/api/search?q=a&cursor=x", "", 422, "wrong_cursor"},
      {"far cursor", agency.ben, "GET", "/api/search?q=a&cursor=999999999999", "", 200, ""},
      {"nobody", agency.nobody, "GET", "/api/search?q=a", "", 401, "not_signed_in"},
  });
}
