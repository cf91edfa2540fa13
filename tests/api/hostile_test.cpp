#include <tests/support/rows.hpp>

namespace {

std::string head(const std::string& line, const std::string& fields = "Host: localhost\r\n") {
  return line + " HTTP/1.1\r\n" + fields + "\r\n";
}

std::string chars(std::size_t count) {
  return std::string(count, 'a');
}

}  // namespace

// Bytes that are no proper HTTP, through the whole site. The four that Beast alone would let through come first.
TEST_CASE("malformed requests are refused by name and stop nothing") {
  SampleAgency agency;
  auto page = agency.page("Seite", "Text\n");
  auto path = "/api/pages/" + page;
  auto signed_in = "Host: localhost\r\nAuthorization: Bearer " + agency.ada.token() + "\r\n";
  struct Case {
    std::string what;
    std::string request;
    int status;
    const char* problem;
  };
  for (auto& c : std::vector<Case>{
           {"no Host", head("GET " + path, ""), 400, "host_missing"},
           {"folded header", head("GET " + path, signed_in + "A: b\r\n c\r\n"), 400, "header_folded"},
           {"encoding that is not chunked", head("PUT " + path, signed_in + "Transfer-Encoding: gzip, chunked\r\n"),
            400, "bad_transfer_encoding"},
           {"long chunk extension",
            head("PUT " + path, signed_in + "Transfer-Encoding: chunked\r\n") + "1;a=" + chars(300) +
                "\r\nx\r\n0\r\n\r\n",
            400, "bad_chunk"},
           {"two Hosts", head("GET " + path, "Host: a\r\nHost: b\r\n"), 400, "host_missing"},
           {"two lengths", head("PUT " + path, signed_in + "Content-Length: 1\r\nContent-Length: 2\r\n"), 400,
            "bad_content_length"},
           {"length and chunked",
            head("PUT " + path, signed_in + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"), 400,
            "bad_transfer_encoding"},
           {"bare line feeds", "GET / HTTP/1.1\nHost: x\n\n", 400, "bad_request_line"},
           {"TLS greeting", "\x16\x03\x01\x02\x01\x01\xfc\x03\x03\r\n\r\n", 400, "bad_request_line"},
           {"HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "version_not_supported"},
           {"unknown method", head("BREW " + path), 405, "method_not_allowed"},
           {"PATCH", head("PATCH " + path, signed_in), 405, "method_not_allowed"},
           {"long header", head("GET " + path, signed_in + "A: " + chars(17'000) + "\r\n"), 431, "header_too_large"},
           {"long cookie", head("GET " + path, "Host: x\r\nCookie: stafette_session=" + chars(17'000) + "\r\n"), 431,
            "header_too_large"},
           {"long target", head("GET /api/search?q=" + chars(9'000)), 414, "target_too_long"},
           {"endless target", "GET /" + chars(30'000), 414, "target_too_long"},
           {"body over the limit", head("PUT " + path, signed_in + "Content-Length: 99999999\r\n"), 413,
            "body_too_large"},
           {"length beyond every number", head("PUT " + path, signed_in + "Content-Length: 99999999999999999999\r\n"),
            400, "bad_content_length"},
           {"dots", head("GET /api/pages/../me", signed_in), 400, "bad_path"},
           {"encoded dots", head("GET /api/pages/%2e%2e/me", signed_in), 400, "bad_path"},
           {"encoded slash", head("GET /api/pages%2f" + page, signed_in), 400, "bad_path"},
           {"encoded backslash", head("GET /api/pages/..%5cme", signed_in), 400, "bad_path"},
           {"NUL", head("GET " + path + "%00", signed_in), 400, "bad_path"},
           {"invalid UTF-8", head("GET " + path + "%ff", signed_in), 400, "bad_path"},
           {"no hexadecimal", head("GET " + path + "%zz", signed_in), 400, "bad_path"},
           {"file of the system", head("GET /assets/..%2f..%2fetc/passwd"), 400, "bad_path"},
           {"file outside", head("GET //etc/passwd"), 404, "route_not_found"},
           {"two slashes", head("GET //api/pages/" + page, signed_in), 404, "route_not_found"},
           {"slashes inside", head("GET /api//pages/" + page, signed_in), 404, "route_not_found"},
           {"slash behind", head("GET " + path + "/", signed_in), 404, "route_not_found"},
       }) {
    CAPTURE(c.what);
    RawClient client(agency.port());
    client.send(c.request);
    auto answer = client.answer();
    CHECK(answer.status == c.status);
    CHECK(answer.key() == c.problem);
    CHECK(answer.headers["content-type"] == "application/problem+json");
    check_nothing_leaks(answer.body);
  }
  CHECK(agency.ada.get(path).status == 200);
}

TEST_CASE("requests that follow each other without waiting are answered in order") {
  SampleAgency agency;
  auto page = agency.page("Seite", "Text\n");
  RawClient client(agency.port());
  auto authorized = "Host: x\r\nAuthorization: Bearer " + agency.ben.token() + "\r\n";
  std::string many;
  for (int i = 0; i < 50; ++i) many += head(i % 2 ? "GET /api/me" : "GET /api/pages/" + page, authorized);
  client.send(many);
  for (int i = 0; i < 50; ++i) {
    auto answer = client.answer();
    CHECK(answer.status == 200);
    CHECK((answer.body.find("\"display_name\":\"ben\"") != std::string::npos) == (i % 2 == 1));
  }
}

TEST_CASE("JSON that is not what a route asks for has a key and, where there is one, a field") {
  SampleAgency agency;
  auto page = agency.page("Seite", "Text\n");
  auto path = "/api/pages/" + page, preview = path + "/preview", labels = path + "/labels";
  auto& ada = agency.ada;
  auto base = "\"base_revision\":" + as_json(agency.head(page));
  std::string deep(100'000, '[');
  expect({
      {"nothing", ada, "PUT", labels, "", 400, "body_missing"},
      {"half", ada, "PUT", labels, "{\"labels\":[", 400, "malformed_json"},
      {"more behind", ada, "PUT", labels, "{\"labels\":[]} x", 400, "malformed_json"},
      {"comment", ada, "PUT", labels, "{/* */\"labels\":[]}", 400, "malformed_json"},
      {"comma at the end", ada, "PUT", labels, "{\"labels\":[],}", 400, "malformed_json"},
      {"single quotes", ada, "PUT", labels, "{'labels':[]}", 400, "malformed_json"},
      {"NaN", ada, "PUT", labels, "{\"labels\":NaN}", 400, "malformed_json"},
      {"a number", ada, "PUT", labels, "17", 422, "invalid_input", "wrong_type"},
      {"null", ada, "PUT", labels, "null", 422, "invalid_input", "wrong_type"},
      {"an array", ada, "PUT", labels, "[]", 422, "invalid_input", "wrong_type"},
      {"missing member", ada, "PUT", labels, "{}", 422, "invalid_input", "required"},
      {"unknown member", ada, "PUT", labels, "{\"labels\":[],\"more\":1}", 422, "invalid_input", "unknown_member"},
      {"twice", ada, "PUT", labels, "{\"labels\":[],\"labels\":[]}", 422, "invalid_input", "duplicate_member"},
      {"twice, once escaped", ada, "PUT", labels, "{\"labels\":[],\"l\\u0061bels\":[]}", 422, "invalid_input",
       "duplicate_member"},
      {"prototype", ada, "PUT", labels, "{\"labels\":[],\"__proto__\":{}}", 422, "invalid_input", "unknown_member"},
      {"number for text", ada, "PUT", labels, "{\"labels\":[1]}", 422, "invalid_input", "wrong_type"},
      {"null for text", ada, "PUT", labels, "{\"labels\":[null]}", 422, "invalid_input", "wrong_type"},
      {"object for text", ada, "PUT", labels, "{\"labels\":[{}]}", 422, "invalid_input", "wrong_type"},
      {"long text", ada, "PUT", labels, "{\"labels\":[" + as_json(chars(61)) + "]}", 422, "invalid_input", "too_long"},
      {"NUL", ada, "PUT", labels, "{\"labels\":[\"a\\u0000b\"]}", 422, "invalid_input", "wrong_characters"},
      {"zero width", ada, "PUT", labels, "{\"labels\":[\"a\\u200Bb\"]}", 422, "invalid_input", "wrong_characters"},
      {"right to left override", ada, "PUT", labels, "{\"labels\":[\"a\\u202Eb\"]}", 422, "invalid_input",
       "wrong_characters"},
      {"raw control", ada, "PUT", labels, "{\"labels\":[\"a\nb\"]}", 400, "malformed_json"},
      {"half a surrogate pair", ada, "PUT", labels, "{\"labels\":[\"\\ud800\"]}", 400, "malformed_json"},
      {"invalid UTF-8", ada, "PUT", labels, "{\"labels\":[\"\xff\"]}", 400, "malformed_json"},
      {"overlong UTF-8", ada, "PUT", labels, "{\"labels\":[\"\xc0\xaf\"]}", 400, "malformed_json"},
      {"NUL in Markdown", ada, "POST", preview, "{\"markdown\":\"a\\u0000b\"}", 422, "wrong_characters"},
      {"deep", ada, "PUT", labels, deep, 400, "too_deep"},
      {"deep inside", ada, "PUT", labels, "{\"labels\":" + std::string(200, '[') + std::string(200, ']') + "}", 400,
       "too_deep"},
      {"id that is text", ada, "PUT", path, "{\"base_revision\":\"x\"}", 422, "invalid_input", "wrong_value"},
      {"id below zero", ada, "PUT", path, "{\"base_revision\":-1}", 422, "invalid_input", "out_of_range"},
      {"id beyond 64 bits", ada, "PUT", path, "{\"base_revision\":\"99999999999999999999\"}", 422, "invalid_input",
       "wrong_value"},
      {"id that is a fraction", ada, "PUT", path, "{\"base_revision\":1.5}", 422, "invalid_input", "wrong_type"},
      {"number beyond 64 bits", ada, "PUT", path + "/scratch",
       "{" + base + ",\"epoch\":1e400,\"seq\":1,\"markdown\":\"\"}", 422, "invalid_input", "out_of_range"},
      {"negative epoch", ada, "PUT", path + "/scratch", "{" + base + ",\"epoch\":-1,\"seq\":1,\"markdown\":\"\"}", 422,
       "out_of_range"},
      {"no such day", ada, "PUT", path + "/owner", "{\"review_on\":\"2027-02-30\"}", 422, "invalid_input",
       "malformed_date"},
      {"no such level", agency.root, "POST", "/api/spaces",
       "{\"slug\":\"x\",\"title\":\"X\",\"description\":\"\",\"everyone\":\"god\"}", 422, "invalid_input",
       "wrong_value"},
      {"body where none belongs", ada, "POST", path + "/trash", "{\"force\":true}", 400, "body_unexpected"},
  });
  CHECK(ada.send("PUT", labels, "{\"labels\":[]}", "Content-Type: text/plain\r\n").problem() ==
        "unsupported_media_type");
  CHECK(ada.get(path).text("/labels") == "[]");
}

TEST_CASE("ids and queries out of range are refused, never guessed") {
  SampleAgency agency;
  auto page = agency.page("Seite", "Text\n");
  auto path = "/api/pages/" + page;
  auto& ada = agency.ada;
  std::vector<Row> rows;
  for (auto* id : {"0", "-1", "1.5", "01", "1e3", "x", "%20", "99999999999999999999", "9223372036854775808", "999999"})
    for (auto* below : {"", "/source", "/revisions", "/attachments", "/backlinks"})
      rows.push_back({id, ada, "GET", "/api/pages/" + std::string(id) + below, "", 404,
                      below == std::string() || id == std::string("999999") ? "page_not_found" : "route_not_found"});
  expect(rows);
  expect({
      {"limit 0", ada, "GET", path + "/revisions?limit=0", "", 422, "out_of_range"},
      {"large limit", ada, "GET", path + "/revisions?limit=100000", "", 422, "out_of_range"},
      {"limit that is text", ada, "GET", path + "/revisions?limit=x", "", 422, "invalid_input"},
      {"limit beyond 32 bits", ada, "GET", path + "/revisions?limit=99999999999", "", 422, "invalid_input"},
      {"cursor that is text", ada, "GET", path + "/revisions?cursor=x", "", 422, "wrong_cursor"},
      {"unknown parameter", ada, "GET", path + "/revisions?limits=1", "", 422, "invalid_input", "unknown_member"},
      {"parameter twice", ada, "GET", path + "/revisions?limit=1&limit=2", "", 422, "invalid_input",
       "duplicate_member"},
      {"half an escape", ada, "GET", path + "/revisions?cursor=%2", "", 400, "malformed_query"},
      {"NUL", ada, "GET", path + "/revisions?cursor=%00", "", 400, "malformed_query"},
      {"invalid UTF-8", ada, "GET", "/api/search?q=%ff", "", 400, "malformed_query"},
      {"nothing to compare", ada, "GET", path + "/diff", "", 422, "invalid_input", "required"},
      {"foreign revision", ada, "GET", path + "/diff?from=1&to=1", "", 404, "revision_not_found"},
      {"no such revision", ada, "GET", path + "/revisions/999999", "", 404, "revision_not_found"},
      {"path with dots", ada, "GET", "/api/spaces/amt/pages?path=../alle", "", 404, "page_not_found"},
      {"space with quote", ada, "GET", "/api/spaces/amt'--/tree", "", 404, "space_not_found"},
      {"long space", ada, "GET", "/api/spaces/" + chars(61) + "/tree", "", 404, "route_not_found"},
  });
}
