#include <doctest/doctest.h>

#include <auth/notices.hpp>
#include <auth/password_link.hpp>
#include <auth/second_factor.hpp>
#include <auth/tokens.hpp>
#include <tests/auth/support/fixture.hpp>

namespace {

using auth::NoticeKind;

struct Told : Fixture {
  Id<auth::Person> root = person("root", true), ada = person("ada");

  std::vector<auth::NoticeView> notices(Id<auth::Person> who) { return read(who, auth::notices); }
  void change(Id<auth::Person> who, const char* email, bool active = true) {
    write(root, [&](WriteTx& tx, const Viewer& viewer) {
      auth::change_account(tx, viewer, who, {Line<200>("ada"), Line<200>(email), false, active});
    });
  }
};

}  // namespace

TEST_CASE("whoever's password, factor, address or role changes is told, by whom, and until it was read") {
  Told t;
  struct Case {
    NoticeKind kind;
    std::function<void(WriteTx&, const Viewer&)> change;
  };
  for (auto& c : std::vector<Case>{
           {NoticeKind::password_link_issued,
            [&](WriteTx& tx, const Viewer& root) { auth::issue_password_link(tx, root, t.ada); }},
           {NoticeKind::second_factor_removed,
            [&](WriteTx& tx, const Viewer& root) { auth::reset_second_factor(tx, root, t.ada); }},
           {NoticeKind::roles_changed,
            [&](WriteTx& tx, const Viewer& root) { auth::set_roles(tx, root, t.ada, {{auth::Role::council}}); }},
           {NoticeKind::email_changed,
            [&](WriteTx& tx, const Viewer& root) {
              auth::change_account(tx, root, t.ada, {Line<200>("ada"), Line<200>("ada@amt.example"), false, true});
            }},
       }) {
    CAPTURE(enum_name(c.kind));
    t.write(t.root, c.change);
    auto told = t.notices(t.ada);
    REQUIRE(told.size() == 1);
    CHECK(told[0].kind == c.kind);
    CHECK(told[0].by->id == t.root);
    CHECK(t.notices(t.root).empty());
    auto take = [&](WriteTx& tx, const Viewer& who) { auth::take_note(tx, who, told[0].id); };
    CHECK(key_of([&] { t.write(t.root, take); }) == "notice_not_found");
    t.write(t.ada, take);
    CHECK(t.notices(t.ada).empty());
  }
  t.change(t.ada, "ada@amt.example");  // the same as before
  CHECK(t.notices(t.ada).empty());
  t.write(t.ada, [](WriteTx& tx, const Viewer& ada) { auth::set_own_password(tx, ada, {"hash"}); });
  CHECK(t.notices(t.ada).at(0).kind == NoticeKind::password_changed);
}

TEST_CASE("mail about the account goes to its address, and to the one that was replaced") {
  Told t;
  t.change(t.ada, "alt@amt.example");
  t.store.write([](WriteTx& tx) { tx.run("DELETE FROM job"); });
  t.change(t.ada, "neu@amt.example");
  t.write(t.root, [&](WriteTx& tx, const Viewer& root) { auth::issue_password_link(tx, root, t.ada); });
  t.store.write([&](WriteTx& tx) { auth::tell_of_lock(tx, t.ada); });  // may be somebody else's doing: no mail
  auto queued = t.store.read([](ReadTx& tx) {
    return tx.all<std::string>("SELECT payload FROM job WHERE kind = $1 ORDER BY id", auth::account_mail_job);
  });
  CHECK(queued == std::vector<std::string>{"email_changed neu@amt.example", "email_changed alt@amt.example",
                                           "password_link_issued neu@amt.example"});
}

TEST_CASE("whoever leaves keeps no token, and none comes back with them") {
  Told t;
  auto token = t.store.write(
      [&](WriteTx& tx) { return auth::issue_token_for(tx, t.ada, {Line<100>("test"), {}}).token; });
  auto valid = [&] {
    return t.store.read([&](ReadTx& tx) { return auth::by_token(tx, token).has_value(); });
  };
  CHECK(valid());
  t.change(t.ada, "", false);
  CHECK_FALSE(valid());
  t.change(t.ada, "");
  CHECK_FALSE(valid());
}
