// A page that some may not see, and every question that could betray it.
#pragma once
#include <tests/support/rows.hpp>

#include <string>
#include <utility>
#include <vector>

// A page with everything: text, label, attachment, history, and a link from a page that everybody reads.
struct Secret {
  explicit Secret(SampleAgency& agency, const std::string& more = "") : path_in_space(more.empty() ? "geheimplan" : "ordner/geheimplan") {
    page = agency.page("Geheimplan", "Zypresse\n", more);
    auto saved = agency.ada.put(
        path(), "{\"markdown\":\"Zypresse zwei\\n\",\"base_revision\":" + as_json(agency.head(page)) + "}");
    revision = saved.text("/revision");
    agency.ada.put(path() + "/labels", "{\"labels\":[\"verdeckt\"]}");
    attachment =
        agency.ada.send("POST", path() + "/attachments?name=plan.txt", "Zypresse", "Content-Type: text/plain\r\n")
            .text("/id");
    REQUIRE(!attachment.empty());
  }
  std::string path() const { return "/api/pages/" + page; }
  std::vector<std::string> reads() const {
    return {path(),
            path() + "/source",
            path() + "/revisions",
            path() + "/revisions/" + revision,
            path() + "/revisions/" + revision + "/source",
            path() + "/diff?from=" + revision + "&to=" + revision,
            path() + "/backlinks",
            path() + "/attachments",
            "/api/attachments/" + attachment,
            "/api/spaces/amt/pages?path=" + path_in_space};
  }
  std::string path_in_space, page, revision, attachment;
};

// All that somebody can list; the secret's title and text must not be in it for those who may not read.
std::string lists(SampleAgency&, Client& who);
bool lists_it(SampleAgency&, Client& who);
// Every read of the secret answers, or answers as for a page that does not exist.
void check_reads(SampleAgency&, Client& who, const Secret&, bool may);
// An access list of persons.
std::string grants(const std::vector<std::pair<std::string, std::string>>& list);
// Every way to change a page.
std::vector<Row> writes(Client& who, const Secret&, const std::string& page, int status, const std::string& problem);
