#include <tests/support/rows.hpp>

namespace {

const std::string png("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89", 33);
const std::string pdf = "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<<>>\nendobj\n";

Reply attach(Client& who, const std::string& page, const std::string& name, const std::string& bytes) {
  return who.send("POST", "/api/pages/" + page + "/attachments?name=" + name, bytes,
                  "Content-Type: application/octet-stream\r\n");
}

}  // namespace

TEST_CASE("a file is attached, served whole and in parts, replaced and removed") {
  SampleAgency agency;
  auto page = agency.page("Seite", "![Bild](bild.png)\n");
  auto made = attach(agency.ada, page, "bild.png", png);
  CHECK(made.status == 201);
  CHECK(made.text("/type") == "image/png");
  CHECK(made.text("/bytes") == std::to_string(png.size()));
  auto path = "/api/attachments/" + made.text("/id");
  CHECK(agency.ben.get("/api/pages/" + page).text("/html").find(path + "?inline=1") != std::string::npos);
  auto bearer = "Authorization: Bearer " + agency.ben.token() + "\r\n";
  auto whole = ask(agency.port(), "GET", path, bearer);
  CHECK(whole.status == 200);
  CHECK(whole.body == png);
  auto etag = whole.headers["etag"];
  CHECK(ask(agency.port(), "HEAD", path, bearer).headers["content-length"] == std::to_string(png.size()));

  struct Case {
    std::string what, fields;
    int status;
    std::string body, content_range;
  };
  auto size = std::to_string(png.size());
  for (auto& c : std::vector<Case>{
           {"first bytes", "Range: bytes=0-3\r\n", 206, png.substr(0, 4), "bytes 0-3/" + size},
           {"from the middle", "Range: bytes=30-\r\n", 206, png.substr(30), "bytes 30-32/" + size},
           {"last bytes", "Range: bytes=-2\r\n", 206, png.substr(31), "bytes 31-32/" + size},
           {"more than there is", "Range: bytes=30-999999\r\n", 206, png.substr(30), "bytes 30-32/" + size},
           {"behind the end", "Range: bytes=33-\r\n", 416, "", "bytes */" + size},
           {"two ranges", "Range: bytes=0-1,3-4\r\n", 200, png, ""},
           {"backwards", "Range: bytes=3-1\r\n", 200, png, ""},
           {"no number", "Range: bytes=x-\r\n", 200, png, ""},
           {"beyond 64 bits", "Range: bytes=0-99999999999999999999\r\n", 200, png, ""},
           {"another unit", "Range: lines=0-1\r\n", 200, png, ""},
           {"same as before", "If-None-Match: " + etag + "\r\n", 304, "", ""},
           {"weak, in a list", "If-None-Match: \"x\", W/" + etag + "\r\n", 304, "", ""},
           {"another one", "If-None-Match: \"x\"\r\n", 200, png, ""},
           {"range of what is still the same", "Range: bytes=0-3\r\nIf-Range: " + etag + "\r\n", 206, png.substr(0, 4),
            "bytes 0-3/" + size},
           {"range of what has changed", "Range: bytes=0-3\r\nIf-Range: \"x\"\r\n", 200, png, ""},
       }) {
    CAPTURE(c.what);
    auto part = ask(agency.port(), "GET", path, bearer + c.fields);
    CHECK(part.status == c.status);
    CHECK(part.body == c.body);
    CHECK(part.headers["content-range"] == c.content_range);
  }

  auto replaced = attach(agency.ada, page, "bild.png", pdf);
  CHECK(replaced.text("/type") == "application/pdf");
  CHECK(agency.ben.get("/api/pages/" + page + "/attachments").text("/1") == "");
  CHECK(agency.ben.get(path).problem() == "attachment_not_found");
  auto now = "/api/attachments/" + replaced.text("/id");
  expect({{"reader removes", agency.ben, "DELETE", now, "", 403, "level_too_low"},
          {"outsider removes", agency.eve, "DELETE", now, "", 404, "attachment_not_found"},
          {"outsider reads", agency.eve, "GET", now, "", 404, "attachment_not_found"},
          {"nobody reads", agency.nobody, "GET", now, "", 401, "not_signed_in"},
          {"editor removes", agency.ada, "DELETE", now, "", 204, ""},
          {"twice", agency.ada, "DELETE", now, "", 404, "attachment_not_found"}});
}

TEST_CASE("nothing that was attached runs in the browser") {
  SampleAgency agency;
  auto page = agency.page("Seite", "");
  struct Case {
    std::string name, bytes;
    bool shown;
  };
  for (auto& c : std::vector<Case>{
           {"a.png", png, true},
           {"a.html", "<!DOCTYPE html><html><script>alert(1)</script></html>", false},
           {"a.svg", "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x\"/>", false},
           {"bild.png.html", "<html><body onload=x>", false},
           {"schein.png", "<html><script>1</script>", false},
           {"a.pdf", pdf, false},
           {"leer.txt", "", false}}) {
    CAPTURE(c.name);
    auto made = attach(agency.ada, page, c.name, c.bytes);
    REQUIRE(made.status == 201);
    auto bearer = "Authorization: Bearer " + agency.ben.token() + "\r\n";
    for (auto* query : {"", "?inline=1"}) {
      auto file = ask(agency.port(), "GET", "/api/attachments/" + made.text("/id") + query, bearer);
      bool shown = c.shown && *query;
      CHECK(file.headers["content-disposition"].starts_with(shown ? "inline;" : "attachment;"));
      CHECK(file.headers["content-type"] == (shown ? "image/png" : "application/octet-stream"));
      CHECK(file.headers["content-security-policy"] == "sandbox; default-src 'none'");
      CHECK(file.headers["x-content-type-options"] == "nosniff");
    }
  }
}

TEST_CASE("names, programs and sizes that are refused") {
  SampleAgency agency;
  auto page = agency.page("Seite", "");
  struct Case {
    std::string what, name, bytes;
    int status;
    std::string problem;
  };
  for (auto& c : std::vector<Case>{
           {"no name", "", "x", 422, "wrong_attachment_name"},
           {"up", "../x", "x", 422, "wrong_attachment_name"},
           {"up inside", "a/../../x", "x", 422, "wrong_attachment_name"},
           {"encoded up", "%2e%2e%2fx", "x", 422, "wrong_attachment_name"},
           {"from the root", "/etc/passwd", "x", 422, "wrong_attachment_name"},
           {"backslash", "a%5cb", "x", 422, "wrong_attachment_name"},
           {"folder", "a/", "x", 422, "wrong_attachment_name"},
           {"NUL", "a%00b", "x", 400, "malformed_query"},
           {"line break", "a%0d%0ab", "x", 422, "invalid_input"},
           {"right to left", "a%E2%80%AEgnp.exe", "x", 422, "invalid_input"},
           {"long", std::string(201, 'a'), "x", 422, "invalid_input"},
           {"program", "a.png",
            std::string("\x7f"
                        "ELF\2\1\1\0\0\0\0\0\0\0\0\0\2\0\x3e\0\1\0\0\0",
                        24) +
                std::string(40, '\0'),
            422, "attachment_type_refused"},
           {"shell script", "a.txt", "#!/bin/sh\nrm -rf /\n", 422, "attachment_type_refused"},
           {"folder and umlaut", "bilder/%C3%A4.txt", "x", 201, ""},
           {"quote and semicolon", "a%22;b.txt", "x", 201, ""},
       }) {
    CAPTURE(c.what);
    auto reply = attach(agency.ada, page, c.name, c.bytes);
    CHECK(reply.status == c.status);
    CHECK(reply.problem() == c.problem);
  }
  CHECK(attach(agency.ben, page, "a.txt", "x").problem() == "level_too_low");
  CHECK(attach(agency.eve, page, "a.txt", "x").problem() == "page_not_found");
  auto bearer = "Authorization: Bearer " + agency.ada.token() + "\r\n";
  auto upload = "/api/pages/" + page + "/attachments?name=gross";
  auto over = ask(agency.port(), "POST", upload, bearer + "Content-Length: 60000000\r\n");
  CHECK(over.status == 413);
  CHECK(over.key() == "attachment_too_large");
  CHECK(agency.ada.get("/api/pages/" + page + "/attachments").text("/2") == "");
}
