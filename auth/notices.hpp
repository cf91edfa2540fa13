// Notices (Benachrichtigungen): what somebody has to know stays until they say that they read it. A notice is never the
// only trace of what it tells, holds nothing that its reader may not know any more, and nobody else sees who read it.
#pragma once
#include <auth/accounts.hpp>
#include <auth/role.hpp>

namespace auth {

struct Notice;

// place_opened: break-glass. holder_left: of a post that one deputises on. owner_left: of pages that one manages.
// account_locked: by wrong passwords, the own or, for administrators, somebody's. The others: something about
// the own account changed.
BOOST_DEFINE_ENUM_CLASS(NoticeKind, place_opened, holder_left, owner_left, password_changed, password_link_issued,
                        second_factor_added, second_factor_removed, recovery_codes_renewed, email_changed,
                        roles_changed, account_locked)

struct NoticeView {
  Id<Notice> id;
  NoticeKind kind;
  std::optional<PersonRef> by;  // who did it, unless nobody knows
  std::string about;            // the space, post or person concerned
  std::string detail;           // the reason given, or how many
  std::string address;          // where in the client to look; may be empty
  Time at;
};
BOOST_DESCRIBE_STRUCT(NoticeView, (), (id, kind, by, about, detail, address, at))

inline constexpr std::size_t notices_max = 100;
// The viewer's, newest first, at most notices_max.
std::vector<NoticeView> notices(ReadTx&, const Viewer&);
// It was read, and goes. not_found "notice_not_found".
void take_note(WriteTx&, const Viewer&, Id<Notice>);

struct News {
  NoticeKind kind;
  std::optional<Id<Person>> by;
  std::string about, detail, address;
};
// About the account: also by mail.
void tell(WriteTx&, Id<Person>, const News&);
// All who manage the zone, or bear the role, but for whoever did it; they see it as long as they do.
void tell_managers(WriteTx&, Id<Zone>, const News&);
void tell_role(WriteTx&, Role, const News&);
// Tells the person and all administrators, once until the person has read it.
void tell_of_lock(WriteTx&, Id<Person>);

// Mail about the account, to that address. Subject: the person; payload: the kind of notice and the address.
inline constexpr std::string_view account_mail_job = "account.mail";
void mail_of_account(WriteTx&, Id<Person>, NoticeKind, std::string_view address);

}  // namespace auth
