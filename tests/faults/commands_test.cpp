#include <doctest/doctest.h>
#include <tests/faults/support/instance.hpp>

#include <atomic>
#include <fstream>
#include <random>
#include <thread>

namespace {

std::filesystem::path folder_of_pages(const std::filesystem::path& folder, int count) {
  for (int i = 0; i < count; ++i) {
    auto place = folder / ("teil-" + std::to_string(i % 10));
    std::filesystem::create_directories(place);
    std::ofstream(place / ("seite-" + std::to_string(i) + ".md"))
        << "# Seite " << i << "\n\nSiehe [die nächste](seite-" << i + 10 << ".md).\n\n"
        << std::string(2000, 'x') << "\n";
  }
  return folder;
}

struct Work {
  std::vector<std::string> words;
  std::string input;
};

// Saves one page again and again while commands work; returns the texts that were acknowledged.
std::vector<std::string> saves_during(Instance& instance, int count, const std::vector<Work>& commands) {
  auto client = instance.client();
  auto page = new_page(client, "Gespeichert", "0\n");
  std::vector<std::thread> threads;
  std::atomic<int> failed = 0;
  for (auto& work : commands) threads.emplace_back([&] { failed += stafette(work.words, work.input).code != 0; });
  std::vector<std::string> revisions;
  for (int i = 1; i <= count; ++i) {
    auto reply = save(client, page.id, page.revision, std::to_string(i) + "\n");
    CHECK(reply.status == 200);
    revisions.push_back(page.revision = reply.text("/revision"));
  }
  for (auto& thread : threads) thread.join();
  CHECK(failed == 0);
  for (int i = 1; i <= count; ++i) {
    auto kept = client.get("/api/pages/" + page.id + "/revisions/" + revisions[std::size_t(i - 1)] + "/source");
    CHECK(kept.text("/markdown") == std::to_string(i) + "\n");
  }
  return revisions;
}

int pages_in(Client& client, const std::string& space) {
  auto tree = client.get("/api/spaces/" + space + "/tree");
  return tree.status == 200 ? int(tree.json.at("pages").as_array().size()) : -1;
}

}  // namespace

TEST_CASE("commands beside a running server: saves go on and nothing is lost") {
  TemporaryFolder folder;
  Instance instance(folder.path() / "data");
  instance.start();
  auto data = instance.data().string();
  auto source = folder_of_pages(folder.path() / "quelle", 400).string(), copy = (folder.path() / "kopie").string();
  saves_during(instance, 1000,
               {{{"import", "--data", data, "--space", "quelle", source}, {}},
                {{"user", "add", "--data", data, "ben", "--password-stdin"}, "another long password\n"},
                {{"token", "add", "--data", data, "ada"}, {}},
                {{"backup", "--data", data, copy}, {}},
                {{"doctor", "--data", data}, {}}});
  auto client = instance.client();
  CHECK(pages_in(client, "quelle") == 410);
  CHECK(client.get("/api/search?q=%22Seite%20399%22").text("/hits/0/title") == "Seite 399");
  auto doctor = instance.run("doctor");
  CHECK_MESSAGE(doctor.code == 0, doctor.out);
  CHECK(instance.run("restore", {copy}).code == 1);
  CHECK(instance.stop() == 0);
}

TEST_CASE("the server stops while an import is at work; the next import finishes it") {
  TemporaryFolder folder;
  Instance instance(folder.path() / "data");
  instance.start();
  auto source = folder_of_pages(folder.path() / "quelle", 3000);
  Outcome cut;
  std::thread import([&] { cut = instance.run("import", {"--space", "quelle", source.string()}); });
  auto client = instance.client();
  while (pages_in(client, "quelle") < 1) {
  }
  CHECK(instance.stop() == 0);
  import.join();
  auto again = instance.run("import", {"--space", "quelle", source.string()});
  CHECK_MESSAGE(again.code == 0, again.err);
  instance.start();
  auto restarted = instance.client();
  CHECK(pages_in(restarted, "quelle") == 3010);
  CHECK(instance.run("doctor").out.ends_with(": 0 findings\n"));
}

// At a moment anywhere in the import: while it places pages, writes texts or links them.
TEST_CASE("an import that is killed leaves a sound store; the next one finishes it") {
  TemporaryFolder folder;
  Instance instance(folder.path() / "data");
  auto source = folder_of_pages(folder.path() / "quelle", 3000).string();
  std::mt19937 random(std::random_device{}());
  constexpr int rounds = 6;
  int killed = 0;
  for (int round = 0; round < rounds; ++round) {
    auto after = std::chrono::milliseconds(10 + random() % 150);
    auto space = "quelle-" + std::to_string(round);
    CAPTURE(after.count());
    killed += killed_after(after, {"import", "--data", instance.data().string(), "--space", space, source});
    auto doctor = instance.run("doctor");
    CHECK_MESSAGE(doctor.code == 0, doctor.out);
    auto again = instance.run("import", {"--space", space, source});
    CHECK_MESSAGE(again.code == 0, again.err);
  }
  CHECK(killed > 0);
  instance.start();
  auto client = instance.client();
  for (int round = 0; round < rounds; ++round) CHECK(pages_in(client, "quelle-" + std::to_string(round)) == 3010);
  CHECK(client.get("/api/search?q=%22Seite%202999%22").text("/total") == std::to_string(rounds));
}

TEST_CASE("a backup restores to the same pages and revisions in another folder") {
  TemporaryFolder folder;
  Instance instance(folder.path() / "data");
  instance.start();
  auto client = instance.client();
  auto page = new_page(client, "Erlass", "Erste Fassung\n");
  auto second = save(client, page.id, page.revision, "Zweite Fassung\n").text("/revision");
  auto attached = client.send("POST", "/api/pages/" + page.id + "/attachments?name=plan.txt", "Der Plan",
                              "Content-Type: application/octet-stream\r\n");
  CHECK(attached.status == 201);
  auto file = (folder.path() / "sicherung").string();
  REQUIRE(instance.run("backup", {file}).code == 0);
  CHECK(instance.run("audit").out.find("\"backup.written\"") != std::string::npos);
  save(client, page.id, second, "Nach der Sicherung\n");
  CHECK(instance.stop() == 0);

  auto other = (folder.path() / "andere").string();
  CHECK(stafette({"restore", "--data", other, file}).code == 0);
  CHECK(stafette({"doctor", "--data", other}).code == 0);
  for (auto& data : {other, instance.data().string()}) CHECK(stafette({"restore", "--data", data, file}).code == 1);
  CHECK(stafette({"restore", "--data", instance.data().string(), "--force", file}).code == 0);
  instance.start();
  auto restored = instance.client();
  CHECK(markdown_of(restored, page.id) == "Zweite Fassung\n");
  CHECK(restored.get("/api/pages/" + page.id + "/revisions/" + page.revision + "/source").text("/markdown") ==
        "Erste Fassung\n");
  CHECK(restored.get("/api/attachments/" + attached.text("/id")).body == "Der Plan");
  CHECK(instance.run("doctor").out.ends_with(": 0 findings\n"));
}

TEST_CASE("what is no whole backup is refused, and nothing is replaced") {
  TemporaryFolder folder;
  Instance instance(folder.path() / "data");
  auto whole = (folder.path() / "sicherung").string();
  REQUIRE(instance.run("backup", {whole}).code == 0);
  std::ifstream in(whole, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), {});
  auto flipped = bytes;
  flipped[bytes.size() / 2] = char(flipped[bytes.size() / 2] ^ 1);
  struct Case {
    const char* what;
    std::string bytes;
  };
  for (auto& c : std::vector<Case>{{"empty", ""},
                                   {"cut", bytes.substr(0, bytes.size() - 20)},
                                   {"half", bytes.substr(0, bytes.size() / 2)},
                                   {"one bit", flipped},
                                   {"text", "This is no backup.\n"}}) {
    CAPTURE(c.what);
    auto broken = (folder.path() / "kaputt").string();
    std::ofstream(broken, std::ios::binary) << c.bytes;
    auto refused = instance.run("restore", {"--force", broken});
    CHECK(refused.code == 1);
    CHECK(refused.err == "stafette: backup damaged\n");
    CHECK(instance.run("token add", {"ada"}).code == 0);
  }
}

TEST_CASE("one process writes a data folder") {
  TemporaryFolder folder;
  Instance instance(folder.path() / "data");
  instance.start();
  auto second = stafette({"serve", "--data", instance.data().string(), "--listen", "127.0.0.1:0"});
  CHECK(second.code == 1);
  CHECK(second.err.find("another process holds the data folder") != std::string::npos);
  CHECK(instance.client().get("/readyz").status == 200);
}

TEST_CASE("doctor finds damage and says where") {
  TemporaryFolder folder;
  Instance instance(folder.path() / "data");
  instance.start();
  auto client = instance.client();
  auto page = new_page(client, "Erlass", "Fassung\n");
  client.send("POST", "/api/pages/" + page.id + "/attachments?name=plan.txt", "Der Plan",
              "Content-Type: application/octet-stream\r\n");
  CHECK(instance.stop() == 0);
  CHECK(instance.run("doctor").out.ends_with(": 0 findings\n"));
  for (auto& entry : std::filesystem::recursive_directory_iterator(instance.data() / "blobs"))
    if (entry.is_regular_file()) std::ofstream(entry.path()) << "Kein Plan";
  {
    storage::Connection db((instance.data() / "stafette.db").string(), storage::Connection::Mode::read_write);
    db.execute("UPDATE revision SET author_id = author_id, at = at + 1 WHERE page_id = " + page.id);
  }
  auto doctor = instance.run("doctor");
  CHECK(doctor.code == 1);
  CHECK(doctor.out.find("page " + page.id + ": its revisions do not fit") != std::string::npos);
  CHECK(doctor.out.find("missing or damaged") != std::string::npos);
}

TEST_CASE("the administrator of the first start can sign in, and yields once to one added by hand") {
  TemporaryFolder folder;
  Instance instance(folder.path() / "data", Instance::With::nobody);
  instance.start();
  auto text = instance.printed();
  auto open = text.find("the password \"") + 14;
  auto password = text.substr(open, text.find('"', open) - open);
  Client nobody = instance.client();
  auto sign_in = [&](const std::string& with) {
    return nobody.post("/api/session", "{\"name\":\"admin\",\"password\":" + as_json(with) + "}").status;
  };
  CHECK(sign_in(password) == 200);
  CHECK(sign_in("something else") == 401);
  auto add = [&] {
    return instance.run("user add", {"admin", "--admin", "--password-stdin"}, "a long enough password\n").code;
  };
  CHECK(add() == 0);
  CHECK(add() == 1);
  CHECK(sign_in(password) == 401);
  CHECK(sign_in("a long enough password") == 200);
  CHECK(instance.stop() == 0);
  instance.start();
  CHECK(instance.printed() == text);
}

TEST_CASE("what was imported before anybody administrated belongs to the first administrator") {
  TemporaryFolder folder;
  Instance instance(folder.path() / "data", Instance::With::nobody);
  auto source = folder_of_pages(folder.path() / "quelle", 5).string();
  CHECK(instance.run("import", {"--space", "quelle", source}).code == 0);
  CHECK(instance.run("user add", {"ada", "--admin", "--password-stdin"}, "a long enough password\n").code == 0);
  CHECK(instance.run("user add", {"ben", "--password-stdin"}, "a long enough password\n").code == 0);
  instance.start();
  for (auto& [name, level] : std::map<std::string, std::string>{{"ada", "manage"}, {"ben", "read"}}) {
    auto token = instance.run("token add", {name}).out;
    Client client(instance.port(), token.substr(0, token.find('\n')));
    CHECK(client.get("/api/spaces/quelle").text("/level") == level);
  }
}
