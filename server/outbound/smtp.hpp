// Mail through the agency's own mail server, by libcurl: SMTPS or STARTTLS with a verified certificate, plain text only
// on this machine. Plain messages, one recipient each.
#pragma once
#include <base/clock.hpp>
#include <server/outbound/https.hpp>

#include <string>

namespace outbound {

struct MailServer {
  std::string url;  // smtps://host:465 or smtp://host:25; empty: no mail is sent
  std::string from;
  std::string user, password;  // empty: without signing in
};

struct Mail {
  std::string to, subject, text;
};

// One address, without name: something before and after one @, nothing that a header or SMTP would read as its own.
bool is_mail_address(std::string_view);
// As it is sent (RFC 5322), in base64, so that every line is short and plain.
std::string message_of(const MailServer&, const Mail&, Time at);
// Blocks until the server has taken it. Fault(unavailable, "mail_not_sent"). Not for I/O threads.
void send(const MailServer&, const Mail&, Time at);

}  // namespace outbound
