#include <netinet/in.h>
#include <server/jobs/account_mail.hpp>
#include <storage/descriptor.hpp>
#include <sys/socket.h>
#include <tests/support/rows.hpp>
#include <unistd.h>

#include <thread>

namespace {

// Takes one message, as a mail server on this machine does.
class MailBox {
 public:
  MailBox() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(listener_.get(), reinterpret_cast<sockaddr*>(&address), size);
    ::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    ::listen(listener_.get(), 1);
    thread_ = std::thread([this] { take(); });
  }
  // What the client said, once it is gone.
  std::string said() {
    if (thread_.joinable()) thread_.join();
    return said_;
  }
  ~MailBox() { said(); }
  std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }

 private:
  void take() {
    storage::Descriptor client(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    auto answer = [&](std::string_view line) { CHECK(::send(client.get(), line.data(), line.size(), 0) > 0); };
    answer("220 amt.example ESMTP\r\n");
    std::string line;
    bool in_data = false;
    for (char c; ::recv(client.get(), &c, 1, 0) == 1;) {
      line += c;
      if (c != '\n') continue;
      said_ += line;
      if (in_data && line == ".\r\n") in_data = false;
      if (!in_data && line.starts_with("DATA")) {
        in_data = true;
        answer("354 go on\r\n");
      } else if (!in_data) {
        answer("250 well\r\n");
      }
      line.clear();
    }
  }

  storage::Descriptor listener_;
  int port_ = 0;
  std::string said_;
  std::thread thread_;
};

}  // namespace

TEST_CASE("a change of the account goes by mail to its person, in their language and as plain lines") {
  SampleAgency agency;
  auto person = id_of(agency, "ben");
  agency.root.put("/api/people/" + person,
                  R"({"display_name":"Bärbel Groß","administrator":false,"active":true,"email":"neu@amt.example"})");
  MailBox box;
  outbound::MailServer server{box.url(), "wiki@amt.example", {}, {}};
  server::send_account_mail(agency.site->store(), server, "https://wiki.amt.example", *parse_id(person),
                            "password_link_issued neu@amt.example");
  auto said = box.said();
  CHECK(said.find("MAIL FROM:<wiki@amt.example>") != std::string::npos);
  CHECK(said.find("RCPT TO:<neu@amt.example>") != std::string::npos);
  CHECK(said.find("Subject: =?UTF-8?B?RsO8ciBJaHIgS29udG8gd3VyZGUgZWluIFBhc3N3b3J0LUxpbmsgYXVz?=\r\n =?") !=
        std::string::npos);
  CHECK(said.find("\r\nR3V0ZW4gVGFnIELDpHJiZWwgR3Jvw58s") != std::string::npos);  // Guten Tag Bärbel Groß,
}

TEST_CASE("without a mail server or an address nothing is sent, and a server that is not there is a fault") {
  SampleAgency agency;
  auto& store = agency.site->store();
  auto person = *parse_id(id_of(agency, "ben"));
  outbound::MailServer none, gone{"smtp://127.0.0.1:1", "wiki@amt.example", {}, {}};
  server::send_account_mail(store, none, "", person, "password_changed ben@amt.example");
  server::send_account_mail(store, gone, "", person, "password_changed ben");
  CHECK_THROWS_WITH_AS(server::send_account_mail(store, gone, "", person, "password_changed ben@amt.example"),
                       "mail_not_sent", outbound::Fault);
  for (auto address : {"a@b", "ben.o'neil+x@amt.example"}) CHECK(outbound::is_mail_address(address));
  for (auto address : {"", "@b", "a@", "a@b@c", "a b@c", "a@b\r\nBcc: x@y", "<a@b>", "a@b,c@d", "ä@b"})
    CHECK_FALSE(outbound::is_mail_address(address));
}
