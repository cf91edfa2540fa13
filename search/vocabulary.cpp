#include <base/text.hpp>
#include <search/vocabulary.hpp>

#include <algorithm>

namespace search {
namespace {

constexpr std::size_t corrected_letters_max = 40;
constexpr std::string_view alphabet[]{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o",
                                      "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z", "ä", "ö", "ü", "ß"};

struct Form {
  std::string form;
  std::int64_t uses;
};
BOOST_DESCRIBE_STRUCT(Form, (), (form, uses))

std::vector<std::string_view> letters_of(std::string_view form) {
  std::vector<std::string_view> letters;
  for (std::size_t at = 0; at < form.size();) {
    auto end = at + 1;
    while (end < form.size() && (form[end] & 0xC0) == 0x80) ++end;
    letters.push_back(form.substr(at, end - at));
    at = end;
  }
  return letters;
}

std::string without(std::string_view form, std::string_view from, std::string_view to, std::string_view instead) {
  auto begin = std::size_t(from.data() - form.data()), end = std::size_t(to.data() - form.data());
  return std::string(form.substr(0, begin)) + std::string(instead) + std::string(form.substr(end));
}

// Calls `tried` with every string one error away.
template <class F>
void each_neighbour(std::string_view form, F&& tried) {
  auto letters = letters_of(form);
  letters.push_back(form.substr(form.size()));
  for (std::size_t i = 0; i < letters.size(); ++i) {
    for (auto letter : alphabet) tried(without(form, letters[i], letters[i], letter));
    if (i + 1 == letters.size()) break;
    tried(without(form, letters[i], letters[i + 1], ""));
    for (auto letter : alphabet) tried(without(form, letters[i], letters[i + 1], letter));
    if (i + 2 < letters.size())
      tried(without(form, letters[i], letters[i + 2], std::string(letters[i + 1]) + std::string(letters[i])));
  }
}

std::vector<std::string> most_common(std::vector<Form> forms, std::size_t limit) {
  std::sort(forms.begin(), forms.end(),
            [](auto& a, auto& b) { return a.uses != b.uses ? a.uses > b.uses : a.form < b.form; });
  std::vector<std::string> out;
  for (auto& form : forms) {
    if (out.size() == limit) break;
    if (out.empty() || out.back() != form.form) out.push_back(std::move(form.form));
  }
  return out;
}

}  // namespace

std::vector<std::string> forms_with_prefix(ReadTx& tx, std::string_view prefix, std::size_t limit) {
  auto end = std::string(prefix) + "\U0010FFFF";
  return tx.all<std::string>(
      "SELECT form FROM search.word WHERE form >= $1 AND form < $2 ORDER BY uses DESC, form LIMIT $3", prefix, end,
      limit);
}

std::vector<std::string> forms_like(ReadTx& tx, std::string_view form, std::size_t limit) {
  auto letters = code_points(form);
  if (letters < corrected_letters_min || letters > corrected_letters_max) return {};
  std::vector<Form> found;
  each_neighbour(form, [&](const std::string& tried) {
    if (tried == form) return;
    if (auto known = tx.maybe<Form>("SELECT form, uses FROM search.word WHERE form = $1", tried))
      found.push_back(std::move(*known));
  });
  return most_common(std::move(found), limit);
}

}  // namespace search
