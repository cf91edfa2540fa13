// A table of requests: what, who, request, status, problem key. The best specification of a route is its list of
// refusals.
#pragma once
#include <doctest/doctest.h>
#include <auth/accounts.hpp>
#include <tests/support/sample_agency.hpp>

#include <vector>

struct Row {
  std::string what;
  Client& who;
  std::string method, path, body;
  int status;
  std::string problem;     // key of the whole answer; "invalid_input" names its fields in `field`
  std::string field = "";  // key of the first field error, where it says more
};

// Paths, stacks and names of our own code are nobody's business.
inline void check_nothing_leaks(const std::string& body) {
  for (auto* inside : {"/tmp", ".cpp", ".hpp", "std::", "SQLITE", "sqlite", "SELECT ", "boost"})
    CHECK_MESSAGE(body.find(inside) == std::string::npos, inside);
}

inline void expect(const std::vector<Row>& rows) {
  for (auto& row : rows) {
    CAPTURE(row.what);
    auto reply = row.who.send(row.method, row.path, row.body);
    CAPTURE(reply.body.substr(0, 300));
    CHECK(reply.status == row.status);
    CHECK(reply.problem() == row.problem);
    if (!row.field.empty()) CHECK(reply.text("/errors/0/key") == row.field);
    if (reply.status >= 400) check_nothing_leaks(reply.body);
  }
}

// One request on a connection of its own, with exactly these header lines besides Host and Content-Length.
inline RawAnswer ask(unsigned short port, const std::string& method, const std::string& path, const std::string& fields,
                     const std::string& body = "") {
  RawClient client(port);
  auto length = body.empty() ? std::string() : "Content-Length: " + std::to_string(body.size()) + "\r\n";
  client.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields + length + "\r\n" + body);
  return client.answer(method == "HEAD");
}

// Somebody with a password, who can sign in.
inline void add_account(SampleAgency& agency, const std::string& name, const std::string& password,
                        bool administrator = false) {
  auth::NewAccount account{Line<60>(name), Line<200>(name), Line<200>(""), Text<200>(password), administrator};
  auto prepared = auth::prepared(account);
  agency.site->store().write([&](WriteTx& tx) { return auth::create_account(tx, prepared); });
}

// The Cookie header line of a new session.
inline std::string sign_in(SampleAgency& agency, const std::string& name, const std::string& password) {
  auto answer = ask(agency.port(), "POST", "/api/session", "Content-Type: application/json\r\n",
                    "{\"name\":" + as_json(name) + ",\"password\":" + as_json(password) + "}");
  auto cookie = answer.headers["set-cookie"];
  return "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\n";
}

// What somebody signed in does in a browser, from our own pages.
inline RawAnswer act(SampleAgency& agency, const std::string& session, const std::string& method,
                     const std::string& path, const std::string& body = "") {
  auto fields = session + "Origin: http://localhost\r\nContent-Type: application/json\r\n";
  return ask(agency.port(), method, path, fields, body);
}

// A person's id as the directory says it.
inline std::string id_of(SampleAgency& agency, const std::string& name) {
  return agency.ada.get("/api/directory?q=" + name).text("/0/id");
}
