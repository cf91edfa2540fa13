#include <tests/support/rows.hpp>

TEST_CASE("labels, owner and review date belong to the page, not to a revision") {
  SampleAgency agency;
  auto page = agency.page("Seite", "Text\n");
  auto path = "/api/pages/" + page;
  auto ben = id_of(agency, "ben");
  std::string many;
  for (int i = 0; i < 51; ++i) many += (i ? "," : "") + as_json("l" + std::to_string(i));
  expect({
      {"labels", agency.ada, "PUT", path + "/labels", "{\"labels\":[\"b\",\"a\",\"b\",\"\"]}", 200, ""},
      {"too many", agency.ada, "PUT", path + "/labels", "{\"labels\":[" + many + "]}", 422, "too_many_items"},
      {"as a reader", agency.ben, "PUT", path + "/labels", "{\"labels\":[]}", 403, "level_too_low"},
      {"owner", agency.ada, "PUT", path + "/owner", "{\"owner\":{\"kind\":\"person\",\"id\":" + as_json(ben) + "},\"review_on\":\"2027-01-31\"}",
       200, ""},
      {"unknown owner", agency.ada, "PUT", path + "/owner", "{\"owner\":{\"kind\":\"post\",\"id\":\"999999\"}}", 422, "owner_not_found"},
      {"as an outsider", agency.eve, "PUT", path + "/owner", "{\"owner\":null}", 404, "page_not_found"},
  });
  auto seen = agency.ben.get(path);
  CHECK(seen.text("/labels") == "[\"a\",\"b\"]");
  CHECK(seen.text("/owner/display_name") == "ben");
  CHECK(seen.text("/review_on") == "2027-01-31");
  CHECK(seen.text("/number") == "1");
  CHECK(agency.ben.get("/api/spaces/amt/labels").text("/0/pages") == "1");
}

TEST_CASE("links lead both ways, and those that lead nowhere are listed") {
  SampleAgency agency;
  auto target = agency.page("Ziel", "");
  auto source = agency.page(
      "Quelle", "[Ziel](/p/" + target + ") [fort](/p/999999) [Datei](anlage.pdf) [Netz](https://example.org)\n");
  auto back = agency.ben.get("/api/pages/" + target + "/backlinks");
  CHECK(back.text("/0/page") == source);
  CHECK(back.text("/1") == "");
  auto broken = agency.ben.get("/api/spaces/amt/broken-links");
  CHECK(broken.text("/items/0/target") == "/p/999999");
  CHECK(broken.text("/items/1/target") == "anlage.pdf");
  CHECK(broken.text("/items/2") == "");
  CHECK(agency.ben.get("/api/spaces/amt/broken-links?limit=1").text("/next") == "1");
  CHECK(agency.ben.get("/api/spaces/amt/broken-links?limit=1&cursor=1").text("/items/0/target") == "anlage.pdf");
  CHECK(agency.ada.post("/api/pages/" + target + "/trash", "").status == 204);
  CHECK(agency.ben.get("/api/spaces/amt/broken-links").text("/items/0/target") == "/p/" + target);
}
