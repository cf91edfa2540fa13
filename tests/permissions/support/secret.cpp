#include <tests/permissions/support/secret.hpp>

std::string lists(SampleAgency& agency, Client& who) {
  agency.site->index().catch_up();
  std::string all;
  for (auto* path : {"/api/spaces", "/api/spaces/amt/tree", "/api/spaces/alle/tree", "/api/recent",
                     "/api/search?q=Geheimplan", "/api/search?q=zwei", "/api/suggest?q=Geheim",
                     "/api/spaces/amt/labels", "/api/spaces/alle/labels", "/api/spaces/amt/broken-links"})
    all += who.get(path).body;
  return all;
}

bool lists_it(SampleAgency& agency, Client& who) {
  return lists(agency, who).find("Geheimplan") != std::string::npos;
}

void check_reads(SampleAgency& agency, Client& who, const Secret& secret, bool may) {
  for (auto& path : secret.reads()) {
    CAPTURE(path);
    auto reply = who.get(path);
    CHECK(reply.status == (may ? 200 : 404));
    if (!may) CHECK(reply.body.find("Zypresse") == std::string::npos);
  }
  CHECK(lists_it(agency, who) == may);
}

std::string grants(const std::vector<std::pair<std::string, std::string>>& list) {
  std::string out;
  for (auto& [person, level] : list)
    out += (out.empty() ? "" : ",") + ("{\"kind\":\"person\",\"id\":" + as_json(person)) +
           ",\"level\":" + as_json(level) + "}";
  return "{\"grants\":[" + out + "]}";
}

std::vector<Row> writes(Client& who, const Secret& secret, const std::string& page, int status,
                        const std::string& problem) {
  auto path = "/api/pages/" + page, base = "\"base_revision\":" + as_json(secret.revision);
  return {
      {"save", who, "PUT", path, "{\"markdown\":\"x\"," + base + "}", status, problem},
      {"keep", who, "PUT", path + "/scratch", "{\"epoch\":1,\"seq\":1,\"markdown\":\"x\"," + base + "}", status,
       problem},
      {"preview", who, "POST", path + "/preview", "{\"markdown\":\"x\"}", status, problem},
      {"restore", who, "POST", path + "/restore", "{\"revision\":" + as_json(secret.revision) + "}", status, problem},
      {"move", who, "POST", path + "/move", "{}", status, problem},
      {"trash", who, "POST", path + "/trash", "", status, problem},
      {"labels", who, "PUT", path + "/labels", "{\"labels\":[]}", status, problem},
      {"owner", who, "PUT", path + "/owner", "{\"owner\":null}", status, problem},
      {"attach", who, "POST", path + "/attachments?name=x", "x", status, problem}};
}
