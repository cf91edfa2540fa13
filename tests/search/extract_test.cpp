#include <doctest/doctest.h>
#include <search/extract/plain.hpp>
#include <search/extract/text.hpp>
#include <tests/search/support/zip_file.hpp>

#include <fstream>
#include <iterator>

namespace {

std::string fixture(const std::string& name) {
  std::ifstream file(std::string(STAFETTE_SOURCE_DIR) + "/tests/fixtures/office/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string text(std::string_view bytes) {
  auto found = extract::text_of(bytes);
  return found ? extract::readable(*found) : "(none)";
}

std::string docx(const std::string& body) {
  return zip_file({{"word/document.xml", "<w:document xmlns:w=\"w\"><w:body>" + body + "</w:body></w:document>"}});
}

}  // namespace

TEST_CASE("office files as LibreOffice writes them") {
  const std::string order =
      "Dienstanweisung Schlüsselverwaltung\n"
      "Die Ausgabe von Schließmitteln regelt § 4 der Hausordnung. Ersatz kostet 45 Euro.\n"
      "Erste Zeile\nzweite Zeile";
  CHECK(text(fixture("anweisung.odt")) ==
        order + "\nFußnote zur Pfortenregelung\n\nZugang\nKellergewölbe\nAufzählungspunkt");
  CHECK(text(fixture("anweisung.docx")) ==
        order + "\nZugang\nKellergewölbe\nAufzählungspunkt\n\nFußnote zur Pfortenregelung");
  CHECK(text(fixture("bestand.ods")) ==
        "Bestand\nGerät\nInventarnummer\nSchneefräse\n471100\nAusleihe\nStreuwagen");
  CHECK(text(fixture("bestand.xlsx")) ==
        "Bestand\nAusleihe\nGerät Inventarnummer\nSchneefräse 471100\n\nStreuwagen");
  CHECK(text(fixture("vortrag.odp")) ==
        "Einführung der Wärmeplanung\nVortragsnotiz Fernwärmenetz\nZeitplan\nBestandsaufnahme im Frühjahr");
  CHECK(text(fixture("vortrag.pptx")) ==
        "Einführung der Wärmeplanung\nZeitplan\nBestandsaufnahme im Frühjahr\nVortragsnotiz Fernwärmenetz");
}

TEST_CASE("what word processors hide is not text, and nothing is read twice") {
  struct Case {
    std::string what, body, text;
  };
  for (auto& c : std::vector<Case>{
           {"runs of one word", "<w:p><w:r><w:t>Haus</w:t></w:r><w:r><w:t>halt</w:t></w:r></w:p>", "Haushalt"},
           {"deleted", "<w:p><w:del><w:r><w:delText>alt</w:delText></w:r></w:del><w:t>neu</w:t></w:p>", "neu"},
           {"moved", "<w:p><w:moveFrom><w:r><w:t>hin</w:t></w:r></w:moveFrom><w:t>her</w:t></w:p>", "her"},
           {"field", "<w:p><w:instrText>PAGE</w:instrText><w:t>Seite</w:t></w:p>", "Seite"},
           {"text box", "<w:p><mc:AlternateContent><mc:Choice><w:t>Kasten</w:t></mc:Choice><mc:Fallback><w:t>Kasten"
                        "</w:t></mc:Fallback></mc:AlternateContent></w:p>", "Kasten"},
           {"marks", "<w:p><w:t>A</w:t><w:tab/><w:t>B</w:t><w:br/><w:t>C</w:t><w:noBreakHyphen/><w:t>D</w:t></w:p>",
            "A B\nC-D"},
           {"characters", "<w:p><w:t>&#228; &amp; &lt;</w:t></w:p>", "ä & <"},
       }) {
    CAPTURE(c.what);
    CHECK(text(docx(c.body)) == c.text);
  }
}

TEST_CASE("slides come in their order, not in that of the file") {
  auto slide = [](const std::string& text) { return "<p:sld><a:p><a:t>" + text + "</a:t></a:p></p:sld>"; };
  CHECK(text(zip_file({{"ppt/slides/slide10.xml", slide("zehn")},
                       {"ppt/slides/slide2.xml", slide("zwei")},
                       {"ppt/slides/_rels/slide2.xml.rels", slide("nichts")}})) == "zwei\nzehn");
}

TEST_CASE("cells of tables find their text, and wrong numbers find none") {
  CHECK(text(zip_file({{"xl/workbook.xml", "<workbook><sheets><sheet name='Haushalt'/></sheets></workbook>"},
                       {"xl/worksheets/sheet1.xml",
                        "<worksheet><sheetData><row><c t='s'><v>1</v></c><c t='s'><v>9</v></c><c t='s'><v>-1</v></c>"
                        "<c><v>12.5</v></c></row><row><c t='inlineStr'><is><t>hier</t></is></c></row></sheetData>"
                        "</worksheet>"},
                       {"xl/sharedStrings.xml", "<sst><si><t>null</t></si><si><r><t>ei</t></r><r><t>ns</t></r>"
                                                "<rPh><t>laut</t></rPh></si></sst>"}})) ==
        "Haushalt\neins 12.5\nhier");
}

TEST_CASE("plain text in the encodings of offices") {
  using std::string_literals::operator""s;
  struct Case {
    std::string what, bytes, text;
  };
  for (auto& c : std::vector<Case>{
           {"UTF-8", "Größe", "Größe"},
           {"UTF-8 with mark", "\xEF\xBB\xBFGröße", "Größe"},
           {"UTF-16, little end first", "\xFF\xFEG\0r\0\xF6\0"s, "Grö"},
           {"UTF-16, big end first", "\xFE\xFF\0G\0r\0\xF6"s, "Grö"},
           {"Windows-1252", "Gr\xF6\xDF" "e \x80 \x84so\x93", "Größe € „so“"},
           {"DOS end", "alt\r\n\x1A", "alt"},
           {"no text", "MZ\x01\x02\x03", "(none)"},
           {"UTF-16 without mark", "G\0r\0"s, "(none)"},
           {"gzip", "\x1F\x8B\x08\0\0\0\0\0"s, "(none)"},
           {"old Word", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"s, "(none)"},
           {"half a surrogate", "\xFF\xFE\0\xD8"s, "\uFFFD"},
           {"nothing", "", "(none)"},
       }) {
    CAPTURE(c.what);
    CHECK(text(c.bytes) == c.text);
  }
}

TEST_CASE("text is made readable") {
  struct Case {
    std::string raw, text;
  };
  for (auto& c : std::vector<Case>{
           {"  a \t b  \n", "a b"},
           {"a\n\n\n\nb", "a\n\nb"},
           {"a\r\nb\rc", "a\nb\nc"},
           {"Seite 1\fSeite 2", "Seite 1\n\nSeite 2"},
           {"Haushalts-\nplan", "Haushaltsplan"},
           {"Haushalts-\nüberwachung", "Haushaltsüberwachung"},
           {"Vor-\nund Nachteile", "Vor-\nund Nachteile"},
           {"Berlin-\nMitte", "Berlin-\nMitte"},
           {"4-\nfach", "4-\nfach"},
           {"Haus\u00ADhalt, 5\u00A0Euro", "Haushalt, 5 Euro"},
           {std::string("a\0b\x7F" "c", 5), "a b c"},
           {"a\xFF" "b", "a\uFFFD" "b"},
       }) {
    CAPTURE(c.raw);
    CHECK(extract::readable(c.raw) == c.text);
  }
}

TEST_CASE("HTML without what only browsers need") {
  CHECK(text("<!DOCTYPE html><head><title>T</title></head><p>Gr&uuml;&szlig;e <b>f</b>ett &amp; &#8364; &unknown; &"
             "<script>var x = '<p>';</script><!-- weg --><STYLE>p{}</STYLE><p>Ende") ==
        "Grüße fett & € &unknown; &\n\nEnde");
  for (auto* broken : {"<html", "<html><", "<html><script>", "<html><!--", "<html>&#x;&#99999999999;", "<html></", "<html><p"})
    CHECK(extract::text_of(broken).has_value());
}

TEST_CASE("e-mails: who, what, when, and the text that is readable") {
  const std::string head = "From: =?ISO-8859-1?Q?J=FCrgen?= <j@amt.example>\r\nTo: Ada <ada@amt.example>\r\n"
                           "Subject: =?UTF-8?B?R2Vicsodw6RnZQ==?= alt\r\nDate: Mon, 2 Nov 2026 09:05:00 +0100\r\n"
                           "MIME-Version: 1.0\r\n";
  struct Case {
    std::string what, rest, in, out;
  };
  for (auto& c : std::vector<Case>{
           {"quoted-printable, Windows-1252",
            "Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
            "Gr=FC=DFe aus dem Bau=\r\namt\r\n",
            "Grüße aus dem Bauamt", ""},
           {"base64", "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nV8OkcnNjaGF1\r\n",
            "Wärschau", ""},
           {"alternatives",
            "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Fassung B\r\n"
            "--b\r\nContent-Type: text/plain\r\n\r\nFassung A\r\n--b--\r\n",
            "Fassung A", "Fassung B"},
           {"HTML alone", "Content-Type: text/html; charset=utf-8\r\n\r\n<p>Nur <b>HTML</b></p>", "Nur HTML", "<p>"},
           {"attached",
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nAnbei.\r\n--b\r\nContent-Type: application/pdf\r\n"
            "Content-Disposition: attachment; filename=\"Lageplan.pdf\"\r\n\r\n%PDF-Inhalt\r\n--b--\r\n",
            "Lageplan.pdf", "Inhalt"},
           {"a mail in a mail", "Content-Type: message/rfc822\r\n\r\nFrom: b@x.example\r\nSubject: Innen\r\n\r\nDrinnen",
            "Drinnen", ""},
           {"no end", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nAbgebro",
            "Abgebro", ""},
       }) {
    CAPTURE(c.what);
    auto found = text(head + c.rest);
    CHECK(found.find("Jürgen <j@amt.example>") != std::string::npos);
    CHECK(found.find("Ada <ada@amt.example>") != std::string::npos);
    CHECK(found.find("2 Nov 2026") != std::string::npos);
    CHECK(found.find(c.in) != std::string::npos);
    if (!c.out.empty()) CHECK(found.find(c.out) == std::string::npos);
  }
  CHECK(text("From: my desk\nDear all,\n") == "From: my desk\nDear all,");
}

TEST_CASE("files beyond a limit are unreadable, other zip files are none of ours") {
  const std::string good = "<w:document><w:p><w:t>gut</w:t></w:p></w:document>";
  std::string deep, out;
  for (int i = 0; i < 300; ++i) deep += "<w:x>", out += "</w:x>";
  std::vector<std::pair<std::string, std::string>> many{{"word/document.xml", good}};
  for (int i = 0; i < 10'001; ++i) many.emplace_back("f" + std::to_string(i), "");
  struct Case {
    std::string what, bytes;
  };
  for (auto& c : std::vector<Case>{
           {"dense", zip_file({{"word/document.xml", std::string(20u << 20, ' ')}})},
           {"large", zip_file({{"word/document.xml", std::string((64u << 20) + 1, ' ')}}, Packing::stored)},
           {"deep", docx(deep + "<w:t>unten</w:t>" + out)},
           {"many", zip_file(many)},
           {"no XML", zip_file({{"word/document.xml", "kein XML"}})},
           {"cut", docx("<w:p><w:t>Text</w:t></w:p>").substr(0, 90)},
           {"a head alone", "PK\3\4"},
       }) {
    CAPTURE(c.what);
    CHECK_THROWS_AS(extract::text_of(c.bytes), extract::Unreadable);
  }
  auto claimed = zip_file({{"word/document.xml", good}});
  claimed.replace(claimed.rfind("PK\1\2") + 24, 4, "\x10\x20\x30\x40");  // a gigabyte, says the directory
  CHECK(text(claimed) == "gut");
  CHECK(text(zip_file({{"readme.txt", "nichts"}})) == "(none)");
  CHECK(text(zip_file({{"../../word/document.xml", good}, {"/etc/content.xml", good}})) == "(none)");
  CHECK(text(zip_file({{"word/document.xml", good}, {"word/document.xml", "<x>zweimal</x>"}})) == "gut");
}

TEST_CASE("entities are never expanded and nothing is fetched") {
  auto laughs = text(zip_file({{"word/document.xml",
                                "<!DOCTYPE d [<!ENTITY a \"haha\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY f SYSTEM "
                                "\"file:///etc/passwd\">]><d><w:t>&b; &f;</w:t></d>"}}));
  CHECK(laughs == "&b; &f;");
}

TEST_CASE("a text that grows by repetition is cut") {
  std::string rows;
  for (int i = 0; i < 2000; ++i) rows += "<row><c t='s'><v>0</v></c></row>";
  auto grown = extract::text_of(
      zip_file({{"xl/workbook.xml", "<workbook/>"},
                {"xl/sharedStrings.xml", "<sst><si><t>" + std::string(100'000, 'x') + "</t></si></sst>"},
                {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}}));
  CHECK(grown->size() == extract::text_bytes_max + 1);
}
