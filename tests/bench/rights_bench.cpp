// What rights cost in a large agency: 20,000 persons in 500 groups, 1,000 spaces with 10,000 grants, a subtree
// of 20,000 pages. Needs nothing but time; prints a table and ends with 1 when a limit is missed.
#include <fmt/format.h>
#include <auth/access.hpp>
#include <auth/accounts.hpp>
#include <auth/directory/group.hpp>
#include <auth/sessions.hpp>
#include <tests/bench/support/process.hpp>
#include <tests/bench/support/table.hpp>
#include <tests/support/sample_agency.hpp>
#include <wiki/pages/settle.hpp>
#include <wiki/pages/tree.hpp>
#include <wiki/pages/zone.hpp>

#include <algorithm>
#include <ctime>

namespace {

constexpr int persons = 20'000, groups = 500, memberships = 5, spaces = 1'000, grants_each = 10;
constexpr int branches = 100, leaves = 199;  // with the branches 20,000 pages
constexpr int asked = 2'000, requests = 40'000, rounds = 20;

double thread_cpu_us() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return double(time.tv_sec) * 1e6 + double(time.tv_nsec) / 1e3;
}

struct Large {
  std::vector<Id<auth::Person>> people;
  std::vector<Id<auth::Principal>> principals;
  std::vector<Id<auth::Zone>> zones;
};

void add_people(WriteTx& tx, Large& large, int from, int count) {
  for (int i = from; i < from + count; ++i) {
    auto name = "p" + std::to_string(i);
    auth::NewAccount account{Line<60>(name), Line<200>(name), Line<200>(""), Text<200>("unused"), false};
    auto person = auth::create_account(tx, {account, ""});
    large.people.push_back(person);
    for (int k = 0; k < memberships; ++k) {
      auto group = large.principals[std::size_t(i * 7 + k * 101) % groups];
      tx.run("INSERT INTO group_member (group_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING", group, person);
      tx.run("INSERT INTO person_principal (person_id, principal_id) VALUES ($1, $2) ON CONFLICT DO NOTHING", person,
             group);
    }
  }
}

auth::NewGrants list_of(const Large& large, Id<auth::Person> manager, int space, int turn) {
  auth::NewGrants list;
  list.grants.push_back({auth::PrincipalKind::person, Id<auth::Subject>{manager.value}, auth::Level::manage});
  for (int k = 1; k < grants_each; ++k)
    list.grants.push_back({auth::PrincipalKind::group,
                           Id<auth::Subject>{large.principals[std::size_t(space * 11 + k * 37 + turn) % groups].value},
                           k % 3 ? auth::Level::read : auth::Level::edit});
  return list;
}

Large fill(SampleAgency& agency) {
  Large large;
  auto& store = agency.site->store();
  store.write([&](WriteTx& tx) {
    for (int i = 0; i < groups; ++i) {
      auto id = tx.next_id<auth::Principal>();
      auto name = "Gruppe " + std::to_string(i);
      tx.run("INSERT INTO principal (id, kind, person_id) VALUES ($1, 'group', NULL)", id);
      tx.run("INSERT INTO people_group (id, name, description, sort_key) VALUES ($1, $2, '', $3)", id, name,
             Blob{name});
      large.principals.push_back(id);
    }
  });
  for (int i = 0; i < persons; i += 200) store.write([&](WriteTx& tx) { add_people(tx, large, i, 200); });
  for (int i = 0; i < spaces; ++i)
    store.write([&](WriteTx& tx) {
      auto slug = "s" + std::to_string(i);
      wiki::found_space(tx, {wiki::Slug(slug), Line<200>(slug), Text<2000>(""), {}});
      large.zones.push_back(wiki::space_named(tx, slug)->zone);
      auto manager = large.people[std::size_t(i)];
      auth::replace_grants(tx, auth::acting_as(tx, manager), large.zones.back(), list_of(large, manager, i, 0));
    });
  return large;
}

// Server and client in one process; the client costs the same in both. They take turns: other work on the machine would
// favour whichever ran in a quiet time.
class Views {
 public:
  Views(SampleAgency& agency, std::string page) : agency_(agency), path_("/api/pages/" + std::move(page)) {
    agency_.ben.get(path_);
  }
  void measure() {
    auto before = std::clock();
    for (int i = 0; i < requests / rounds; ++i) agency_.ben.get(path_);
    rounds_us_.push_back(double(std::clock() - before) * 1e6 / CLOCKS_PER_SEC / (requests / rounds));
  }
  double us() const { return bench::median(rounds_us_); }

 private:
  SampleAgency& agency_;
  std::string path_;
  std::vector<double> rounds_us_;
};

template <class F>
std::vector<double> each_us(SampleAgency& agency, const Large& large, F body) {
  std::vector<double> times;
  for (int i = 0; i < asked; ++i)
    agency.site->store().read([&](ReadTx& tx) {
      auto viewer = auth::acting_as(tx, large.people[std::size_t(i * 9)]);
      auto before = thread_cpu_us();
      body(tx, viewer, large.zones[std::size_t(i) % spaces]);
      times.push_back(thread_cpu_us() - before);
    });
  return times;
}

struct ZoneLevel {
  std::int64_t zone_id, level;
};
BOOST_DESCRIBE_STRUCT(ZoneLevel, (), (zone_id, level))

void restructure(SampleAgency& agency, bench::Table& table) {
  auto& store = agency.site->store();
  auto root = store.write([&](WriteTx& tx) {
    auto head = *wiki::space_named(tx, "amt");
    return wiki::place_page(tx, head.id, head.zone, {}, "wurzel", "Wurzel", 1).id;
  });
  for (int i = 0; i < branches; ++i)
    store.write([&](WriteTx& tx) {
      auto head = *wiki::space_named(tx, "amt");
      auto branch = wiki::place_page(tx, head.id, head.zone, root, "ast" + std::to_string(i), "Ast", i).id;
      for (int j = 0; j < leaves; ++j)
        wiki::place_page(tx, head.id, head.zone, branch, "blatt" + std::to_string(j), "Blatt", j);
    });
  auto run = [&](const std::string& what, auto begin) {
    std::vector<double> steps_ms;
    bench::Stopwatch since;
    auto step = [&](auto body) {
      return store.write([&](WriteTx& tx) {
        auto before = thread_cpu_us();
        bool more = body(tx);
        steps_ms.push_back((thread_cpu_us() - before) / 1000);
        return more;
      });
    };
    step([&](WriteTx& tx) {
      begin(tx, auth::acting_as(tx, *auth::person_named(tx, "ada")));
      return true;
    });
    while (step(wiki::settle)) {
    }
    table.add(what + ", longest write", *std::max_element(steps_ms.begin(), steps_ms.end()), "ms", bench::at_most(20),
              fmt::format("{} steps, {:.1f} s in all", steps_ms.size(), since.ms() / 1000));
  };
  run("own list for 20,000 pages", [&](WriteTx& tx, const Viewer& ada) { wiki::start_own_list(tx, ada, root); });
  run("move of 20,000 pages", [&](WriteTx& tx, const Viewer& ada) {
    wiki::move_page(tx, ada, root, {{}, {}, {}, Line<200>("neu")});
  });
  run("own list given up", [&](WriteTx& tx, const Viewer& ada) { wiki::end_own_list(tx, ada, root); });
}

void measure(bench::Table& table) {
  SampleAgency small, agency;
  auto page = [](SampleAgency& at) { return at.page("Plan", std::string(5000, 'x') + "\n"); };
  auto small_page = page(small), large_page = page(agency);
  auto large = fill(agency);
  auto grants = agency.site->store().read([](ReadTx& tx) { return tx.one<int>("SELECT count(*) FROM zone_grant"); });
  Views few(small, small_page), many(agency, large_page);
  for (int round = 0; round < rounds; ++round) {
    few.measure();
    many.measure();
  }
  table.add("page view, many rights / few", many.us() / few.us(), "", bench::at_most(1.2),
            fmt::format("{:.1f} and {:.1f} µs with the client; {} grants, {} persons", many.us(), few.us(), grants,
                        persons));
  auto level = each_us(agency, large, [](ReadTx& tx, const Viewer& who, Id<auth::Zone> zone) {
    auth::level_in(tx, who, zone);
  });
  table.add("rights of one zone, not remembered", bench::median(level), "µs", bench::at_most(20),
            fmt::format("p99 {:.1f} µs", bench::percentile(level, 0.99)));
  auto search = each_us(agency, large, [](ReadTx& tx, const Viewer& who, Id<auth::Zone>) {
    tx.all<ZoneLevel>("SELECT zone_id, level FROM readable WHERE person_id = $1", who.person);
  });
  table.add("rights of a search", bench::percentile(search, 0.99) / 1000, "ms", bench::at_most(1), "p99");
  bench::Stopwatch since;
  for (int i = 0; i < spaces * 3 / 10; ++i)
    agency.site->store().write([&](WriteTx& tx) {
      auto manager = large.people[std::size_t(i)];
      auth::replace_grants(tx, auth::acting_as(tx, manager), large.zones[std::size_t(i)], list_of(large, manager, i, 5));
    });
  agency.ben.get("/api/pages/" + large_page);
  table.add("30 % of the grants changed and in force", since.ms() / 1000, "s", bench::at_most(60));
  restructure(agency, table);
}

}  // namespace

int main() {
  bench::Table table;
  measure(table);
  table.print();
  return table.all_met() ? 0 : 1;
}
