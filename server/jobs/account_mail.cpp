#include <server/jobs/account_mail.hpp>
#include <server/texts.hpp>

#include <boost/describe/class.hpp>

namespace server {
namespace {

struct Recipient {
  std::string display_name, language;
};
BOOST_DESCRIBE_STRUCT(Recipient, (), (display_name, language))

}  // namespace

void send_account_mail(storage::Store& store, const outbound::MailServer& server, const std::string& public_url,
                       std::int64_t person, std::string_view payload) {
  auto kind = payload.substr(0, payload.find(' '));
  auto address = payload.substr(std::min(kind.size() + 1, payload.size()));
  if (server.url.empty() || !outbound::is_mail_address(address)) return;
  auto to = store.read([&](ReadTx& tx) {
    return tx.one<Recipient>(R"(
        SELECT p.display_name, coalesce(a.language, 'de') AS language
          FROM person p JOIN account a ON a.person_id = p.id WHERE p.id = $1)",
                             person);
  });
  auto what = text(to.language, "notice." + std::string(kind));
  auto body = text(to.language, "mail.account", {{"name", to.display_name}, {"what", what}, {"address", public_url}});
  outbound::send(server, {std::string(address), what, body}, store.clock().now());
}

}  // namespace server
