#include <doctest/doctest.h>

#include <auth/access.hpp>
#include <storage/store.hpp>
#include <tests/faults/support/instance.hpp>
#include <wiki/pages/tree.hpp>

#include <thread>

// A branch that takes many steps is on its way to the trash or back when the server is killed. After the next start it
// arrives, and at no moment is a part of it shown.
namespace {

constexpr std::size_t leaves = 4000;

template <class F>
auto in_store(const Instance& instance, F body) {
  SystemClock clock;
  storage::Store store({.folder = instance.data(), .protected_tables = auth::protected_tables(), .clock = &clock});
  return store.write(body);
}

Id<wiki::Page> branch(const Instance& instance) {
  return in_store(instance, [](WriteTx& tx) {
    auto head = *wiki::space_named(tx, "amt");
    auto root = wiki::place_page(tx, head.id, head.zone, {}, "wurzel", "Wurzel", 1).id;
    for (std::size_t i = 0; i < leaves; ++i)
      wiki::place_page(tx, head.id, head.zone, root, "blatt-" + std::to_string(i), "Blatt", std::int64_t(i) + 1);
    return root;
  });
}

bool underway(const Instance& instance) {
  return in_store(instance, [](WriteTx& tx) { return tx.one<bool>("SELECT EXISTS (SELECT 1 FROM branch_underway)"); });
}

std::size_t shown(Client& client) { return client.get("/api/spaces/amt/tree").json.at("pages").as_array().size(); }
std::size_t thrown(Client& client) { return client.get("/api/spaces/amt/trash").json.as_array().size(); }

// Asks for it and kills the server once that has begun; whether it had not ended.
template <class Begun>
bool interrupted(Instance& instance, const std::string& path, Begun begun) {
  std::thread asking([client = instance.client(), path]() mutable {
    try {
      client.post(path, "{}");
    } catch (const std::runtime_error&) {
      // The server is gone before it answered.
    }
  });
  auto client = instance.client();
  while (!begun(client)) {
  }
  instance.kill();
  asking.join();
  return underway(instance);
}

}  // namespace

TEST_CASE("a branch on its way to the trash or back arrives after a kill, and never shows in part") {
  TemporaryFolder folder;
  Instance instance(folder.path() / "data");
  auto path = "/api/pages/" + branch(instance).str();
  instance.start();
  CHECK(interrupted(instance, path + "/trash", [](Client& client) { return shown(client) == 0; }));
  instance.start();
  {
    auto client = instance.client();
    while (thrown(client) == 0) CHECK(shown(client) == 0);
    CHECK(client.get("/api/spaces/amt/trash").text("/0/pages") == std::to_string(leaves + 1));
  }
  CHECK(interrupted(instance, path + "/untrash", [](Client& client) { return thrown(client) == 0; }));
  instance.start();
  auto client = instance.client();
  for (auto seen = shown(client); seen != leaves + 1; seen = shown(client)) REQUIRE(seen == 0);
  auto doctor = instance.run("doctor");
  CHECK_MESSAGE(doctor.code == 0, doctor.out << doctor.err);
}
