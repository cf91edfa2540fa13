#include <tests/support/rows.hpp>

#include <wiki/pages/inventory.hpp>
#include <wiki/pages/tree.hpp>

namespace {

// More pages below it than one write settles.
Id<wiki::Page> wide(SampleAgency& agency) {
  return agency.site->store().write([](WriteTx& tx) {
    auto head = *wiki::space_named(tx, "amt");
    auto root = wiki::place_page(tx, head.id, head.zone, {}, "wurzel", "Wurzel", 1).id;
    for (int i = 0; i < 450; ++i)
      wiki::place_page(tx, head.id, head.zone, root, "blatt" + std::to_string(i), "Blatt", i + 1);
    return root;
  });
}

int waiting(SampleAgency& agency) {
  return agency.site->store().read([](ReadTx& tx) { return tx.one<int>("SELECT count(*) FROM unsettled"); });
}

int below(SampleAgency& agency, Id<wiki::Page> root) {
  return agency.site->store().read([&](ReadTx& tx) {
    return tx.system("test").one<int>("SELECT count(*) FROM page WHERE path LIKE (SELECT path FROM page WHERE id = $1) || '/%' "
                                      "AND zone_id = (SELECT zone_id FROM page WHERE id = $1)",
                                      root);
  });
}

}  // namespace

TEST_CASE("a restructured subtree is answered when all of it is under its new list and address") {
  SampleAgency agency;
  auto root = wide(agency);
  auto path = "/api/pages/" + root.str(), elsewhere = agency.page("Anderswo", "Text\n");
  auto settled = [&] { return waiting(agency) == 0 && below(agency, root) == 450; };
  CHECK(agency.ada.post(path + "/own-list", "").status == 201);
  CHECK(settled());
  CHECK(agency.ada.post(path + "/move", "{\"parent\":" + as_json(elsewhere) + "}").status == 200);
  CHECK(settled());
  CHECK(agency.ada.del(path + "/own-list").status == 204);
  CHECK(settled());
  CHECK(agency.ada.post(path + "/move", "{\"space\":\"alle\"}").status == 200);
  CHECK(settled());
  CHECK(agency.site->store().read(wiki::pages_under_wrong_lists).empty());
  CHECK(agency.ada.post(path + "/trash", "").status == 204);
  CHECK(settled());
  CHECK(agency.ada.get("/api/spaces/alle/trash").text("/0/pages") == "451");
  CHECK(agency.ada.post(path + "/untrash", "{}").status == 200);
  CHECK(settled());
  CHECK(agency.ada.post(path + "/trash", "").status == 204);
  CHECK(agency.ada.del(path).status == 204);
  CHECK(below(agency, root) == 0);
}
