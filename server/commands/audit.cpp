#include <auth/audit.hpp>
#include <base/failure.hpp>
#include <server/commands/commands.hpp>
#include <server/control/client.hpp>
#include <server/json/decode.hpp>
#include <server/json/encode.hpp>

#include <CLI/CLI.hpp>

namespace server {
namespace {

struct AuditOrder {
  std::optional<Date> from, to;
};
BOOST_DESCRIBE_STRUCT(AuditOrder, (), (from, to))

Date day_of(const std::string& text) {
  auto day = parse_iso_date(text);
  if (!day) throw std::runtime_error("a day is written as 2027-01-31, not " + text);
  return *day;
}

}  // namespace

// JSON lines on standard output, for whoever collects logs.
int run_audit(const control::Workplace& at, const std::string& arguments, const storage::Descriptor&,
              control::Reporter& out) {
  auto order = json::decode<AuditOrder>(arguments);
  auto from = iso_date(order.from.value_or(Date{1970, 1, 1})), to = iso_date(order.to.value_or(Date{2999, 12, 31}));
  at.store.read([&](ReadTx& tx) {
    auth::each_audit_event(tx, from, to, [&](const auth::AuditEvent& event) { out.line(json::encode(event)); });
  });
  at.store.write([](WriteTx& tx) { auth::audit_system(tx, "audit.exported", {"system"}); });
  return 0;
}

void add_audit(CLI::App& app, Chosen& chosen) {
  struct Options {
    std::string data = "var", from, to;
  };
  auto* command = app.add_subcommand("audit", "Print the audit log as JSON lines");
  auto options = std::make_shared<Options>();
  command->add_option("--data", options->data, "Data folder (default: var)");
  command->add_option("--from", options->from, "First day, as 2027-01-31");
  command->add_option("--to", options->to, "Last day");
  command->callback([options, &chosen] {
    chosen = [options] {
      AuditOrder order;
      if (!options->from.empty()) order.from = day_of(options->from);
      if (!options->to.empty()) order.to = day_of(options->to);
      return control::perform(options->data, "audit", json::encode(order));
    };
  });
}

}  // namespace server
