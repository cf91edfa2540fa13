#include <tests/bench/quality/engine.hpp>

#ifdef STAFETTE_XAPIAN
#include <tests/support/temporary_folder.hpp>

#include <xapian.h>

namespace quality {
namespace {

// Its parser takes capitals for names, which are not stemmed; German nouns all have them.
std::string lower(const std::string& text) {
  std::string out;
  for (Xapian::Utf8Iterator it(text); it != Xapian::Utf8Iterator(); ++it)
    Xapian::Unicode::append_utf8(out, Xapian::Unicode::tolower(*it));
  return out;
}

class XapianGerman final : public Engine {
 public:
  explicit XapianGerman(const Pages& pages) {
    Xapian::WritableDatabase database((folder_.path() / "xapian").string(), Xapian::DB_CREATE);
    Xapian::TermGenerator generator;
    generator.set_stemmer(Xapian::Stem("german"));
    for (auto& page : pages) {
      Xapian::Document document;
      document.set_data(page.name);
      generator.set_document(document);
      generator.index_text(page.title, 10);
      generator.increase_termpos();
      generator.index_text(page.path, 5);
      generator.increase_termpos();
      generator.index_text(page.text);
      database.add_document(document);
    }
    database.commit();
    database_ = Xapian::Database((folder_.path() / "xapian").string());
    parser_.set_stemmer(Xapian::Stem("german"));
    parser_.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
    parser_.set_database(database_);
  }

  std::string name() const override { return "Xapian german"; }

  std::vector<Hit> search(const std::string& query) override {
    return filled(matches(query, Xapian::Query::OP_AND), matches(query, Xapian::Query::OP_OR));
  }

 private:
  std::vector<Hit> matches(const std::string& query, Xapian::Query::op between) {
    parser_.set_default_op(between);
    Xapian::Enquire enquire(database_);
    auto flags = Xapian::QueryParser::FLAG_PHRASE | Xapian::QueryParser::FLAG_WILDCARD;
    enquire.set_query(parser_.parse_query(lower(query), flags));
    auto set = enquire.get_mset(0, hits_max);
    std::vector<Hit> hits;
    for (auto match = set.begin(); match != set.end(); ++match) hits.push_back({match.get_document().get_data(), {}});
    return hits;
  }

  TemporaryFolder folder_;
  Xapian::Database database_;
  Xapian::QueryParser parser_;
};

}  // namespace

std::unique_ptr<Engine> xapian(const Pages& pages) {
  return std::make_unique<XapianGerman>(pages);
}

}  // namespace quality
#else
namespace quality {

std::unique_ptr<Engine> xapian(const Pages&) {
  return {};
}

}  // namespace quality
#endif
