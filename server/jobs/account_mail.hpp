// Mail to whom a change of their account concerns: to their address, and to the one that was just replaced.
#pragma once
#include <server/outbound/smtp.hpp>
#include <storage/store.hpp>

namespace server {

// The job auth::account_mail_job. Nothing is sent without a mail server or to what is no address. outbound::Fault when
// the mail server does not take it: then the job is tried again.
void send_account_mail(storage::Store&, const outbound::MailServer&, const std::string& public_url,
                       std::int64_t person, std::string_view payload);

}  // namespace server
