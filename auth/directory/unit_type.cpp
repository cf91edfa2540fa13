#include <auth/directory/unit_type.hpp>
#include <auth/role.hpp>
#include <base/failure.hpp>

#include <set>

namespace auth {
namespace {

constexpr std::size_t types_max = 30;

UnitType type(std::string_view name, std::string_view leader) {
  return {Line<60>(name), Line<60>(leader)};
}

struct Row {
  std::string name, leader;
};
BOOST_DESCRIBE_STRUCT(Row, (), (name, leader))

}  // namespace

UnitTypes unit_types(ReadTx& tx, const Viewer&) {
  UnitTypes list;
  for (auto& row : tx.all<Row>("SELECT name, leader FROM unit_type ORDER BY rank"))
    list.types.push_back(type(row.name, row.leader));
  return list;
}

std::vector<UnitPreset> unit_presets(ReadTx&, const Viewer&) {
  return {{"ministry",
           {type("Ministerium", "Ministerin oder Minister"),
            type("Staatssekretariat", "Staatssekretärin oder Staatssekretär"), type("Abteilung", "Abteilungsleitung"),
            type("Unterabteilung", "Unterabteilungsleitung"), type("Referat", "Referatsleitung")}},
          {"authority",
           {type("Behörde", "Präsidentin oder Präsident"), type("Abteilung", "Abteilungsleitung"),
            type("Referat", "Referatsleitung"), type("Sachgebiet", "Sachgebietsleitung")}},
          {"municipality",
           {type("Verwaltung", "Bürgermeisterin oder Bürgermeister, Landrätin oder Landrat"),
            type("Dezernat", "Dezernatsleitung"), type("Amt", "Amtsleitung"),
            type("Fachbereich", "Fachbereichsleitung"), type("Sachgebiet", "Sachgebietsleitung")}}};
}

UnitTypes set_unit_types(WriteTx& tx, const Viewer& viewer, const UnitTypes& in) {
  require_organiser(tx, viewer);
  if (in.types.size() > types_max) throw Failure(Problem::invalid, "too_many_items", "/types");
  tx.run("DELETE FROM unit_type");
  std::set<std::string> named;
  for (std::size_t i = 0; i < in.types.size(); ++i) {
    auto field = "/types/" + std::to_string(i) + "/name";
    auto& name = in.types[i].name.str();
    if (name.empty()) throw Failure(Problem::invalid, "required", field);
    if (!named.insert(name).second) throw Failure(Problem::invalid, "named_twice", field);
    tx.run("INSERT INTO unit_type (rank, name, leader) VALUES ($1, $2, $3)", std::int64_t(i), in.types[i].name,
           in.types[i].leader);
  }
  return unit_types(tx, viewer);
}

}  // namespace auth
