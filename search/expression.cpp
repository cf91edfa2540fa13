// Queries in the language of FTS5. Terms are put into quotation marks, so that nothing typed is ever syntax.
#include <search/query.hpp>

#include <algorithm>

namespace search {
namespace {

class Writer {
 public:
  Writer(Table table, Expression& out) : table_(table), out_(out) {}

  // False, and nothing is written, when no alternative can stand in this table.
  bool write(const Concept& wanted, std::size_t term, bool counted) {
    bool any = false;
    for (auto& all : wanted.alternatives) {
      if (!possible(all)) continue;
      out_.text += any ? " OR (" : wanted.in_title ? "({title} : ((" : "((";
      for (std::size_t i = 0; i < all.size(); ++i) {
        out_.text += i ? " AND (" : "(";
        write(all[i], term, counted);
        out_.text += ')';
      }
      out_.text += ')';
      any = true;
    }
    if (any) out_.text += wanted.in_title ? "))" : ")";
    return any;
  }

 private:
  bool possible(const Phrase& phrase) const { return table_ == Table::sections || !phrase.in_heading; }
  bool possible(const AllOf& all) const {
    return std::all_of(all.begin(), all.end(), [&](auto& any) {
      return std::any_of(any.begin(), any.end(), [&](auto& phrase) { return possible(phrase); });
    });
  }

  void write(const AnyOf& any, std::size_t term, bool counted) {
    bool first = true;
    for (auto& phrase : any) {
      if (!possible(phrase)) continue;
      out_.text += first ? "" : " OR ";
      out_.text += phrase.in_heading ? "{heading} : \"" : "\"";
      for (char c : phrase.terms) out_.text += c == '"' ? ' ' : c;
      out_.text += phrase.beginning ? "\" *" : "\"";
      if (counted) out_.parts.push_back({term, phrase.weight});
      first = false;
    }
  }

  Table table_;
  Expression& out_;
};

}  // namespace

Expression expression(const Query& query, Table table, const std::vector<bool>& skipped) {
  Expression out;
  Writer writer(table, out);
  for (std::size_t i = 0; i < query.concepts.size(); ++i) {
    if (i < skipped.size() && skipped[i]) continue;
    if (!out.text.empty()) out.text += " AND ";
    if (!writer.write(query.concepts[i], i, true)) return {};
  }
  if (query.without.empty() || out.text.empty()) return out;
  out.text = '(' + out.text + ") NOT (";
  for (std::size_t i = 0; i < query.without.size(); ++i) {
    if (i) out.text += " OR ";
    if (!writer.write(query.without[i], 0, false)) out.text += "\"\"";
  }
  out.text += ')';
  return out;
}

Expression expression(const Concept& wanted, Table table) {
  Expression out;
  Writer(table, out).write(wanted, 0, true);
  return out;
}

}  // namespace search
