#include <auth/directory/group.hpp>
#include <auth/directory/phonebook.hpp>
#include <auth/directory/unit.hpp>
#include <auth/directory/unit_type.hpp>
#include <auth/sessions.hpp>
#include <base/failure.hpp>
#include <server/commands/demo.hpp>
#include <wiki/exchange/import.hpp>
#include <wiki/exchange/relink.hpp>
#include <wiki/pages/attachment.hpp>
#include <wiki/pages/care.hpp>
#include <wiki/pages/save.hpp>
#include <wiki/pages/space.hpp>
#include <wiki/pages/tree.hpp>

#include <toml++/toml.h>
#include <fstream>
#include <map>
#include <sstream>

namespace server {
namespace {

std::string text_of(const toml::table& row, std::string_view key) {
  auto value = row[key].value<std::string>();
  if (!value) throw std::runtime_error("agency.toml: " + std::string(key) + " is missing");
  return *value;
}

// Every row of an array of tables.
template <class F>
void each_row(const toml::table& agency, std::string_view key, F&& visit) {
  if (auto* rows = agency[key].as_array())
    for (auto& row : *rows) visit(*row.as_table());
}

std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  if (!in) throw std::runtime_error("the demo lacks " + file.filename().string());
  return bytes.str();
}

using DemoPeople = std::map<std::string, Id<auth::Person>>;  // by name
using Units = std::map<std::string, Id<auth::Unit>>;         // by key

template <class Map>
auto named(const Map& map, const std::string& key) {
  auto found = map.find(key);
  if (found == map.end()) throw std::runtime_error("agency.toml: there is no " + key);
  return found->second;
}

void seed_types(WriteTx& tx, const Viewer& viewer, const std::string& preset) {
  for (auto& offered : auth::unit_presets(tx, viewer))
    if (offered.key == preset) auth::set_unit_types(tx, viewer, {offered.types});
}

void seed_unit(WriteTx& tx, const Viewer& viewer, const toml::table& row, Units& units) {
  auth::UnitInput in{
      {}, Line<60>(text_of(row, "type")), Line<30>(text_of(row, "sign")), Line<200>(text_of(row, "name")), {}, {}};
  if (auto parent = row["parent"].value<std::string>()) in.parent = named(units, *parent);
  units[text_of(row, "key")] = auth::create_unit(tx, viewer, in).id;
}

void seed_post(WriteTx& tx, const Viewer& viewer, const toml::table& row, const Units& units,
               const DemoPeople& people) {
  auth::PostInput in{Line<200>(text_of(row, "name")), Text<2000>(text_of(row, "tasks")), row["leads"].value_or(false)};
  auto post = auth::create_post(tx, viewer, named(units, text_of(row, "unit")), in).id;
  auth::NewHolders holders{{{named(people, text_of(row, "holder")), auth::HolderRole::holder, {}, {}, {}}}};
  if (auto deputy = row["deputy"].value<std::string>())
    holders.holders.push_back({named(people, *deputy),
                               auth::HolderRole::deputy,
                               enum_value<auth::DeputyScope>(text_of(row, "scope")),
                               {},
                               {}});
  auth::set_holders(tx, viewer, post, holders);
}

void seed_group(WriteTx& tx, const Viewer& viewer, const toml::table& row, const DemoPeople& people) {
  auto id =
      auth::create_group(tx, viewer, {Line<200>(text_of(row, "name")), Text<2000>(text_of(row, "description"))}).id;
  auth::GroupMembers members;
  for (auto& name : *row["members"].as_array()) members.members.push_back(named(people, name.value_or(std::string())));
  auth::set_group_members(tx, viewer, id, members);
}

void seed_directory(WriteTx& tx, const Viewer& administrator, const toml::table& agency, const DemoPeople& people) {
  seed_types(tx, administrator, agency["organisation"]["preset"].value_or(std::string()));
  Units units;
  each_row(agency, "unit", [&](const toml::table& row) { seed_unit(tx, administrator, row, units); });
  each_row(agency, "post", [&](const toml::table& row) { seed_post(tx, administrator, row, units, people); });
  each_row(agency, "group", [&](const toml::table& row) { seed_group(tx, administrator, row, people); });
}

class Seeding {
 public:
  Seeding(storage::Store& store, const storage::Blobs& blobs, const std::filesystem::path& demo, SetBackClock* clock)
      : store_(store),
        blobs_(blobs),
        demo_(demo),
        clock_(clock),
        agency_(toml::parse_file((demo / "agency.toml").string())) {}

  SeededDemo run(const std::function<void(std::size_t, std::size_t)>& progress) {
    std::size_t done = 0, total = 0;
    auto all = [&](std::string_view key, void (Seeding::*step)(const toml::table&)) {
      each_row(agency_, key, [&](const toml::table& row) {
        set_clock(row);
        (this->*step)(row);
        if (progress) progress(++done, total);
      });
    };
    for (auto key : {"person", "space", "attachment", "revision", "label", "care"})
      if (auto* rows = agency_[key].as_array()) total += rows->size();
    all("person", &Seeding::person);
    store_.write([&](WriteTx& tx) {
      seed_directory(tx, auth::acting_as(tx, people_.at(demo_summary_.administrator)), agency_, people_);
    });
    all("space", &Seeding::space);
    all("attachment", &Seeding::attachment);
    all("revision", &Seeding::revision);
    all("label", &Seeding::label);
    all("care", &Seeding::care);
    if (clock_) clock_->set_back({});
    return demo_summary_;
  }

 private:
  struct Place {
    std::string space;
    Id<wiki::Page> page;
  };

  // A row with days_ago and time (UTC) happened then, one without when the row before it did.
  void set_clock(const toml::table& row) {
    auto days = row["days_ago"].value<int>();
    auto time = row["time"].value<toml::time>();
    if (!clock_ || !days || !time) return;
    std::chrono::milliseconds now(SystemClock().now().ms);
    auto day = std::chrono::floor<std::chrono::days>(now) - std::chrono::days(*days);
    clock_->set_back(now - day - std::chrono::hours(time->hour) - std::chrono::minutes(time->minute));
  }

  void person(const toml::table& row) {
    bool administrator = row["administrator"].value_or(false);
    auto account =
        auth::prepared({Line<60>(text_of(row, "name")), Line<200>(text_of(row, "display_name")),
                        Line<200>(text_of(row, "email")), Text<200>(text_of(row, "password")), administrator});
    auth::OwnContact contact{Line<60>(text_of(row, "phone")), Line<60>(text_of(row, "room"))};
    people_[account.account.name.str()] = store_.write([&](WriteTx& tx) {
      auto person = auth::create_account(tx, account);
      auth::change_own_contact(tx, auth::acting_as(tx, person), contact);
      return person;
    });
    ++demo_summary_.people;
    if (administrator && demo_summary_.administrator.empty()) {
      demo_summary_.administrator = account.account.name.str();
      demo_summary_.password = text_of(row, "password");
    }
  }

  void space(const toml::table& row) {
    wiki::Slug slug(text_of(row, "slug"));
    store_.write([&](WriteTx& tx) {
      wiki::found_space(
          tx, {slug, Line<200>(text_of(row, "title")), Text<2000>(text_of(row, "description")), std::nullopt});
      auto zone = wiki::space_named(tx, slug.str())->zone;
      for (auto&& [name, value] : *row["grants"].as_table()) {
        auto level = enum_value<auth::Level>(value.value_or(std::string()));
        if (!level) throw std::runtime_error("agency.toml: a level of " + slug.str());
        if (name == "everyone")
          auth::grant_everyone(tx, zone, *level);
        else
          auth::grant_person(tx, zone, people_.at(std::string(name.str())), *level);
      }
    });
    authors_[slug.str()] = people_.at(text_of(row, "author"));
    auto summary = wiki::run_import(
        store_, blobs_, {.folder = file(text_of(row, "folder")), .space = slug, .author = authors_.at(slug.str())});
    demo_summary_.pages += summary.created;
    ++demo_summary_.spaces;
  }

  void attachment(const toml::table& row) {
    auto attached = wiki::identified(text_of(row, "name"), blobs_.put(content(file(text_of(row, "file")))));
    auto at = place(row);
    as(text_of(row, "author"), [&](WriteTx& tx, const Viewer& author) { wiki::attach(tx, author, at.page, attached); });
    ++demo_summary_.attachments;
  }

  void revision(const toml::table& row) {
    auto at = place(row);
    auto author = people_.at(text_of(row, "author"));
    auto prepared = store_.read([&](ReadTx& tx) {
      wiki::SaveInput input;
      input.markdown = wiki::Markdown(wiki::relinked(tx, at.page, content(file(text_of(row, "file")))));
      input.comment = wiki::Comment(text_of(row, "comment"));
      if (auto title = row["title"].value<std::string>()) input.title = wiki::Title(*title);
      input.base_revision =
          wiki::require_page(tx, auth::acting_as(tx, author), at.page, auth::Level::edit).head_revision;
      return wiki::prepare_save(tx, auth::acting_as(tx, author), at.page, input);
    });
    store_.write([&](WriteTx& tx) { wiki::save(tx, auth::acting_as(tx, author), at.page, prepared); });
    ++demo_summary_.revisions;
  }

  void label(const toml::table& row) {
    auto at = place(row);
    wiki::Labels labels;
    for (auto& label : *row["labels"].as_array()) labels.labels.emplace_back(label.value_or(std::string()));
    as_author(at, [&](WriteTx& tx, const Viewer& author) { wiki::set_labels(tx, author, at.page, labels); });
  }

  void care(const toml::table& row) {
    auto at = place(row);
    wiki::CareInput input{
        wiki::OwnerInput{auth::PrincipalKind::person, Id<auth::Subject>{people_.at(text_of(row, "owner")).value}}, {}};
    if (auto day = row["review_on"].value<toml::date>()) input.review_on = Date{day->year, day->month, day->day};
    as_author(at, [&](WriteTx& tx, const Viewer& author) { wiki::set_care(tx, author, at.page, input); });
  }

  // "space/path" of a row.
  Place place(const toml::table& row) {
    auto where = text_of(row, "page");
    auto slash = where.find('/');
    auto space = where.substr(0, slash);
    auto author = authors_.find(space);
    if (slash == where.npos || author == authors_.end()) throw std::runtime_error("agency.toml: no space for " + where);
    return {space, store_.read([&](ReadTx& tx) {
              return wiki::page_at(tx, auth::acting_as(tx, author->second), wiki::Slug(space),
                                   {Line<4000>(where.substr(slash + 1))})
                  .id;
            })};
  }

  template <class F>
  void as(const std::string& name, F&& write) {
    auto person = people_.at(name);
    store_.write([&](WriteTx& tx) { write(tx, auth::acting_as(tx, person)); });
  }
  template <class F>
  void as_author(const Place& at, F&& write) {
    auto person = authors_.at(at.space);
    store_.write([&](WriteTx& tx) { write(tx, auth::acting_as(tx, person)); });
  }

  // Paths in agency.toml begin with "demo/".
  std::filesystem::path file(const std::string& path) const { return demo_ / path.substr(path.find('/') + 1); }

  storage::Store& store_;
  const storage::Blobs& blobs_;
  std::filesystem::path demo_;
  SetBackClock* clock_;
  toml::table agency_;
  DemoPeople people_;
  std::map<std::string, Id<auth::Person>> authors_;  // by space
  SeededDemo demo_summary_;
};

}  // namespace

SeededDemo seed_demo(storage::Store& store, const storage::Blobs& blobs, const std::filesystem::path& demo,
                     SetBackClock* clock, const std::function<void(std::size_t, std::size_t)>& progress) {
  if (store.read([](ReadTx& tx) { return tx.maybe<int>("SELECT 1 FROM person LIMIT 1").has_value(); }))
    throw Failure(Problem::conflict, "people_exist");
  return Seeding(store, blobs, demo, clock).run(progress);
}

}  // namespace server
