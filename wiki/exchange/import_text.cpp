#include <wiki/exchange/import_text.hpp>
#include <wiki/pages/link.hpp>
#include <wiki/pages/markdown_text.hpp>

#include <map>

namespace wiki {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool fits_title(std::string_view text) {
  try {
    return !Title(text).empty();
  } catch (const Failure&) {
    return false;
  }
}

// Names a file on the page of `in_file`: its path seen from there; from elsewhere, its path in the whole folder.
std::string attachment_name(std::string_view in_file, const std::string& file) {
  auto folder = folder_part(in_file);
  if (folder.empty()) return file;
  bool below_it = file.size() > folder.size() && file.starts_with(folder) && file[folder.size()] == '/';
  return below_it ? file.substr(folder.size() + 1) : file;
}

class Linking {
 public:
  Linking(std::string_view in_file, const PageFiles& files, LinkedText& out)
      : in_file_(in_file), files_(files), out_(out) {}

  // What shall stand at the destination, nullopt to leave it.
  std::optional<std::string> target(const Destination& destination) {
    if (page_of_target(destination.target)) return destination.target;
    auto meaning = files_.meaning(in_file_, destination.target);
    if (!meaning) return {};
    if (meaning->page) return "/p/" + meaning->page->str() + meaning->suffix;
    if (!meaning->file.empty()) return attached(destination.target, *meaning);
    out_.problems.push_back(
        {std::string(in_file_), destination.image ? "image_missing" : "link_target_missing", destination.target});
    return {};
  }

 private:
  std::string attached(const std::string& written, const PageFiles::Meaning& meaning) {
    auto wanted = attachment_name(in_file_, meaning.file);
    auto name = wanted;
    for (int n = 2; names_.contains(name) && names_[name] != meaning.file; ++n) name = wanted + "-" + std::to_string(n);
    if (names_.emplace(name, meaning.file).second) out_.attached.push_back({meaning.file, name});
    return decoded_target(written) == name ? written : percent_encoded(name) + meaning.suffix;
  }

  std::string_view in_file_;
  const PageFiles& files_;
  LinkedText& out_;
  std::map<std::string, std::string> names_;
};

}  // namespace

std::string canonical_text(std::string_view raw) {
  if (raw.starts_with(byte_order_mark)) raw.remove_prefix(byte_order_mark.size());
  if (!is_utf8(raw)) throw Failure(Problem::invalid, "wrong_characters");
  return Markdown(raw).str();
}

std::string clean_title(std::string_view wanted, std::string_view fallback) {
  if (fits_title(wanted)) return Title(wanted).str();
  std::string kept;
  std::size_t characters = 0;
  for (std::size_t at = 0; at < wanted.size() && characters < Title::limit;) {
    auto end = at + 1;
    while (end < wanted.size() && (wanted[end] & 0xC0) == 0x80) ++end;
    auto character = wanted.substr(at, end - at);
    bool blank = character == "\n" || character == "\t" || character == " ";
    if (blank || fits_title(character)) {
      kept += blank ? " " : character;
      ++characters;
    }
    at = end;
  }
  if (fits_title(kept)) return Title(kept).str();
  return fits_title(fallback) ? Title(fallback).str() : "Seite";
}

std::string imported_title(const Rendered& rendered, std::string_view fallback) {
  for (auto* candidate : {&rendered.front_title, &rendered.first_heading, &rendered.first_line})
    if (candidate->find_first_not_of(" \t\n") != std::string::npos) return clean_title(*candidate, fallback);
  return clean_title(fallback, "Seite");
}

std::string_view title_without_text(std::string_view file) {
  return is_index_file(file) ? name_part(folder_part(file)) : without_extension(name_part(file));
}

LinkedText linked_text(std::string text, std::string_view file, const PageFiles& files) {
  LinkedText linked;
  Linking linking(file, files, linked);
  std::vector<std::pair<Destination, std::string>> changes;
  for (auto& destination : destinations(text)) {
    auto target = linking.target(destination);
    if (!target) continue;
    // An absolute target that the file itself wrote is kept as its own original, so that an export leaves it alone.
    bool page = page_of_target(*target).has_value();
    if (page || *target != destination.target)
      linked.originals.push_back(
          {0, page ? *target : decoded_target(*target), {}, text.substr(destination.offset, destination.length)});
    if (*target == destination.target) continue;
    ++linked.rewritten;
    changes.emplace_back(destination, std::move(*target));
  }
  linked.text = changes.empty() ? std::move(text) : replace_destinations(text, changes);
  return linked;
}

}  // namespace wiki
