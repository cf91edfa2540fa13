#include <auth/access.hpp>
#include <auth/tokens.hpp>
#include <tests/support/sample_agency.hpp>
#include <wiki/pages/space.hpp>

namespace {

Id<auth::Person> add_person(WriteTx& tx, const std::string& name, bool administrator) {
  auth::NewAccount account{Line<60>(name), Line<200>(name), Line<200>(name + "@amt.example"), Text<200>("unused password"),
                           administrator};
  return auth::create_account(tx, {account, ""});
}

std::string json_text(const boost::json::value& value) {
  if (auto* text = value.if_string()) return std::string(*text);
  return boost::json::serialize(value);
}

}  // namespace

std::string as_json(std::string_view text) { return boost::json::serialize(boost::json::string(text)); }

std::string Reply::problem() const { return status >= 400 ? text("/key") : std::string(); }

std::string Reply::text(std::string_view pointer) const {
  boost::json::error_code error;
  auto* found = json.find_pointer(pointer, error);
  return found ? json_text(*found) : std::string();
}

Reply Client::send(const std::string& method, const std::string& path, const std::string& body,
                   const std::string& more_headers) {
  std::string request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n";
  if (!token_.empty()) request += "Authorization: Bearer " + token_ + "\r\n";
  if (!body.empty()) request += more_headers + "Content-Length: " + std::to_string(body.size()) + "\r\n";
  request += "\r\n" + body;
  if (!connection_) connection_ = std::make_unique<RawClient>(port_);
  auto answer = connection_->exchange(request);
  if (answer.status == 0 || answer.headers["connection"] == "close") connection_.reset();
  Reply reply{answer.status, answer.headers, answer.body, nullptr};
  if (reply.headers["content-type"].find("json") != std::string::npos) reply.json = boost::json::parse(reply.body);
  return reply;
}

SampleAgency::SampleAgency(const std::function<void(server::Config&)>& adjust) {
  server::Config config;
  config.data = folder.path();
  config.http.port = 0;
  config.http.threads = 1;
  config.program = STAFETTE_BINARY;
  if (adjust) adjust(config);
  site = std::make_unique<server::Site>(config, clock, log);
  struct Tokens {
    std::string ada, ben, eve, root;
  };
  auto tokens = site->store().write([](WriteTx& tx) {
    auto root = add_person(tx, "root", true), ada = add_person(tx, "ada", false), ben = add_person(tx, "ben", false),
         eve = add_person(tx, "eve", false);
    wiki::found_space(tx, {wiki::Slug("amt"), Line<200>("Amt"), Text<2000>("Wir"), {}});
    wiki::found_space(tx, {wiki::Slug("alle"), Line<200>("Alle"), Text<2000>(""), auth::Level::read});
    auto amt = wiki::space_named(tx, "amt")->zone, alle = wiki::space_named(tx, "alle")->zone;
    auth::grant_person(tx, amt, ada, auth::Level::manage);
    auth::grant_person(tx, amt, ben, auth::Level::read);
    auth::grant_person(tx, alle, ada, auth::Level::manage);
    auto token = [&](Id<auth::Person> person) { return auth::issue_token_for(tx, person, {Line<100>("test"), {}}).token; };
    return Tokens{token(ada), token(ben), token(eve), token(root)};
  });
  site->start();
  ada = {port(), tokens.ada};
  ben = {port(), tokens.ben};
  eve = {port(), tokens.eve};
  root = {port(), tokens.root};
  nobody = {port(), ""};
}

std::string SampleAgency::page(const std::string& title, const std::string& markdown, const std::string& more,
                               const std::string& space) {
  auto reply = ada.post("/api/spaces/" + space + "/pages",
                        "{\"title\":" + as_json(title) + ",\"markdown\":" + as_json(markdown) + more + "}");
  if (reply.status != 201) throw std::runtime_error("no page: " + reply.body);
  return reply.text("/id");
}

std::string SampleAgency::head(const std::string& page) { return ada.get("/api/pages/" + page + "/source").text("/revision"); }
