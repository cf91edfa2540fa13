#include <search/extract/text.hpp>
#include <tests/support/rows.hpp>
#include <wiki/pages/attachment_text.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace {

std::string fixture(const std::string& name) {
  std::ifstream file(std::string(STAFETTE_SOURCE_DIR) + "/tests/fixtures/office/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Reply attach(Client& who, const std::string& page, const std::string& name, const std::string& bytes) {
  return who.send("POST", "/api/pages/" + page + "/attachments?name=" + name, bytes,
                  "Content-Type: application/octet-stream\r\n");
}

// The server's own thread may be at the same work.
void finish_jobs(SampleAgency& agency) {
  auto waiting = [](ReadTx& tx) {
    return tx.one<bool>("SELECT EXISTS (SELECT 1 FROM job WHERE run_at <= $1 OR leased_until > $1)", tx.now());
  };
  while (agency.site->store().read(waiting)) agency.site->jobs().run_due();
}

// What the list says of the first attachment, once it was read.
std::string state(SampleAgency& agency, const std::string& page) {
  finish_jobs(agency);
  return agency.ben.get("/api/pages/" + page + "/attachments").text("/0/text");
}

Reply find(SampleAgency& agency, Client& who, const std::string& words) {
  agency.site->index().catch_up();
  return who.get("/api/search?q=" + words);
}

}  // namespace

TEST_CASE("a word inside a file is found with its page and the file's name, while the file is attached") {
  SampleAgency agency;
  auto page = agency.page("Hausordnung", "Nur das Wichtigste.\n");
  auto made = attach(agency.ada, page, "anweisung.docx", fixture("anweisung.docx"));
  REQUIRE(made.status == 201);
  CHECK(made.text("/text") == "waiting");
  CHECK(state(agency, page) == "searchable");
  auto hit = find(agency, agency.ben, "Pfortenregelung");
  CHECK(hit.text("/total") == "1");
  CHECK(hit.text("/hits/0/page") == page);
  CHECK(hit.text("/hits/0/title") == "Hausordnung");
  CHECK(hit.text("/hits/0/heading") == "anweisung.docx");
  CHECK(hit.text("/hits/0/anchor") == "attachment_" + made.text("/id"));
  CHECK(hit.text("/hits/0/snippet").find("<mark>Pfortenregelung</mark>") != std::string::npos);
  CHECK(find(agency, agency.eve, "Pfortenregelung").text("/total") == "0");
  CHECK(find(agency, agency.root, "Pfortenregelung").text("/total") == "0");

  agency.ada.put("/api/pages/" + page, R"({"base_revision":")" + agency.head(page) + R"(","markdown":"Neuer Text.\n"})");
  CHECK(find(agency, agency.ben, "Pfortenregelung").text("/total") == "1");
  auto twin = agency.page("Zweite", "", "", "alle");
  CHECK(attach(agency.ada, twin, "kopie.docx", fixture("anweisung.docx")).text("/text") == "searchable");
  CHECK(find(agency, agency.eve, "Pfortenregelung").text("/hits/0/page") == twin);

  REQUIRE(agency.ada.del("/api/attachments/" + made.text("/id")).status == 204);
  auto left = find(agency, agency.ben, "Pfortenregelung");
  CHECK(left.text("/total") == "1");
  CHECK(left.text("/hits/0/page") == twin);
  agency.ada.post("/api/pages/" + twin + "/trash", "");
  CHECK(find(agency, agency.eve, "Pfortenregelung").text("/total") == "0");
}

TEST_CASE("what another version read is read again") {
  SampleAgency agency;
  auto page = agency.page("Seite", "");
  attach(agency.ada, page, "a.txt", "Schneeglöckchen");
  CHECK(state(agency, page) == "searchable");
  agency.site->store().write([](WriteTx& tx) {
    tx.run("UPDATE attachment_text SET version = 0, frame = NULL, state = 'none'");
    wiki::read_again(tx, extract::version);
    wiki::queue_reading(tx);
  });
  CHECK(state(agency, page) == "searchable");
  CHECK(find(agency, agency.ben, "Schneeglöckchen").text("/hits/0/heading") == "a.txt");
}

TEST_CASE("a text is forgotten with the last attachment that has it") {
  SampleAgency agency;
  auto page = agency.page("Seite", "");
  auto made = attach(agency.ada, page, "a.txt", "Geheimnis");
  CHECK(state(agency, page) == "searchable");
  auto texts = [&] {
    finish_jobs(agency);
    return agency.site->store().read([](ReadTx& tx) {
      return tx.system("a test counts").one<int>("SELECT count(*) FROM attachment_text");
    });
  };
  CHECK(texts() == 1);
  REQUIRE(agency.ada.del("/api/attachments/" + made.text("/id")).status == 204);
  CHECK(texts() == 0);
  CHECK(find(agency, agency.ben, "Geheimnis").text("/total") == "0");
}

TEST_CASE("the list says what became of each text, and files are found by their names") {
  SampleAgency agency;
  struct Case {
    std::string name, bytes, state;
  };
  for (auto& c : std::vector<Case>{
           {"bericht.pdf", fixture("anweisung.pdf"), "searchable"},
           {"laenge.txt", "Anfang" + std::string(5u << 20, '\n') + "Ende", "cut"},
           {"bild.png", "\x89PNG\r\n\x1a\n" + std::string(40, '\0'), "none"},
           {"leer.txt", "", "none"},
           {"kaputt.docx", fixture("anweisung.docx").substr(0, 3000), "failed"},
       }) {
    CAPTURE(c.name);
    auto page = agency.page("Seite zu " + c.name, "");
    REQUIRE(attach(agency.ada, page, c.name, c.bytes).status == 201);
    CHECK(state(agency, page) == c.state);
    CHECK(find(agency, agency.ben, c.name.substr(0, c.name.find('.'))).text("/hits/0/page") == page);
  }
}

TEST_CASE("what cannot be read is tried three times") {
  SampleAgency agency;
  auto page = agency.page("Seite", "");
  attach(agency.ada, page, "kaputt.docx", fixture("anweisung.docx").substr(0, 3000));
  CHECK(state(agency, page) == "failed");
  for (int tried = 1; tried <= 4; ++tried) {
    struct Tried {
      int attempts;
      bool due;
    };
    auto now = agency.site->store().read([](ReadTx& tx) {
      auto system = tx.system("a test looks");
      return Tried{system.one<int>("SELECT attempts FROM attachment_text"),
                   system.one<bool>("SELECT due_at IS NOT NULL FROM attachment_text")};
    });
    CHECK(now.attempts == std::min(tried, 3));
    CHECK(now.due == (tried < 3));
    CHECK(agency.nobody.get("/metrics").body.find("\nstafette_attachments_unreadable 1\n") != std::string::npos);
    agency.clock.advance(std::chrono::minutes(tried == 1 ? 1 : 10));
    finish_jobs(agency);
  }
}
