// A small agency behind a real server on a free port: the fixture of the rings api and permissions. Ada manages the
// space "amt", Ben reads it, Eve is outside; "alle" is readable by everyone; root administers and reads nothing of it.
#pragma once
#include <base/clock.hpp>
#include <server/site.hpp>
#include <tests/support/raw_client.hpp>
#include <tests/support/temporary_folder.hpp>

#include <boost/json.hpp>

#include <functional>
#include <memory>
#include <string>

struct Reply {
  int status = 0;
  std::map<std::string, std::string> headers;
  std::string body;
  boost::json::value json;  // null unless the body is JSON

  std::string problem() const;  // key of a problem+json body, or empty
  std::string text(std::string_view pointer) const;  // a string or number at a JSON pointer, as text
};

// One person with a bearer token, over a keep-alive connection.
class Client {
 public:
  Client(unsigned short port, std::string token) : port_(port), token_(std::move(token)) {}
  Reply get(const std::string& path) { return send("GET", path, ""); }
  Reply post(const std::string& path, const std::string& body) { return send("POST", path, body); }
  Reply put(const std::string& path, const std::string& body) { return send("PUT", path, body); }
  Reply del(const std::string& path) { return send("DELETE", path, ""); }
  Reply send(const std::string& method, const std::string& path, const std::string& body,
             const std::string& more_headers = "Content-Type: application/json\r\n");
  const std::string& token() const { return token_; }

 private:
  unsigned short port_;
  std::string token_;
  std::unique_ptr<RawClient> connection_;
};

struct SampleAgency {
  // `adjust` changes the configuration before the server starts.
  explicit SampleAgency(const std::function<void(server::Config&)>& adjust = {});
  // A page in the space "amt" unless told otherwise, written by Ada.
  std::string page(const std::string& title, const std::string& markdown, const std::string& more = "",
                   const std::string& space = "amt");
  // The id of the newest revision of a page.
  std::string head(const std::string& page);
  unsigned short port() const { return site->port(); }

  TemporaryFolder folder;
  ManualClock clock{Time{1'790'000'000'000}};
  server::Log log{"error"};
  std::unique_ptr<server::Site> site;
  Client ada{0, ""}, ben{0, ""}, eve{0, ""}, root{0, ""}, nobody{0, ""};
};

// As JSON text, with quotes.
std::string as_json(std::string_view);
