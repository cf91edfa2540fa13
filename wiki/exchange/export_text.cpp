#include <wiki/exchange/export_text.hpp>
#include <wiki/exchange/import_text.hpp>
#include <wiki/pages/link.hpp>

#include <algorithm>

namespace wiki {
namespace {

std::string suffix_of(std::string_view target) {
  auto begin = target.find_first_of("?#");
  return begin == target.npos ? std::string() : std::string(target.substr(begin));
}

// The target that a destination as it stands in a text means: escapes and entities resolved.
std::optional<std::string> target_of_source(const std::string& source) {
  auto found = destinations("[x](" + source + ")");
  if (found.size() != 1 || found.front().length != source.size()) return {};
  return found.front().target;
}

class Unlinking {
 public:
  Unlinking(const ExportedPage& page, const ExportPlan& plan) : page_(page), plan_(plan) {}

  // What stands at the destination in the file; nullopt to leave it.
  std::optional<std::string> source(const Destination& destination, const std::optional<std::string>& original) {
    auto id = page_of_target(destination.target);
    return id ? page_source(*id, destination, original) : attachment_source(destination, original);
  }

 private:
  std::optional<std::string> page_source(Id<Page> id, const Destination& destination,
                                         const std::optional<std::string>& original) {
    auto suffix = suffix_of(destination.target);
    if (original) {
      auto written = target_of_source(*original);
      if (written && *written == destination.target) return original;
      auto meaning = written ? plan_.files.meaning(page_.file, *written) : std::nullopt;
      if (meaning && meaning->page == id && meaning->suffix == suffix) return original;
    }
    auto target = plan_.by_id.find(id);
    if (target == plan_.by_id.end()) return {};
    auto& page = plan_.pages[target->second];
    auto path = page.file.empty() ? relative_path(folder_part(page_.file), page.folder) + "/"
                                  : relative_path(folder_part(page_.file), page.file);
    return written(destination, percent_encoded(path) + suffix);
  }

  std::optional<std::string> attachment_source(const Destination& destination,
                                               const std::optional<std::string>& original) {
    auto attachment = std::find_if(page_.attachments.begin(), page_.attachments.end(),
                                   [&](auto& attached) { return attached.name == decoded_target(destination.target); });
    if (attachment == page_.attachments.end()) return {};
    auto leads_there = [&](const std::optional<std::string>& target) {
      auto meaning = target ? plan_.files.meaning(page_.file, *target) : std::nullopt;
      return meaning && meaning->file == attachment->file;
    };
    if (original && leads_there(target_of_source(*original))) return original;
    if (leads_there(destination.target)) return {};
    auto path = relative_path(folder_part(page_.file), attachment->file);
    return written(destination, percent_encoded(path) + suffix_of(destination.target));
  }

  static std::string written(const Destination& destination, const std::string& target) {
    std::string before = destination.length && destination.target.empty() ? "<>" : "x";
    return replace_destinations(before, {{Destination{0, {}, false, 0, before.size()}, target}});
  }

  const ExportedPage& page_;
  const ExportPlan& plan_;
};

}  // namespace

std::string exported_links(std::string text, const std::vector<PageLink>& links, const ExportedPage& page,
                           const ExportPlan& plan) {
  if (links.empty()) return text;
  Unlinking unlinking(page, plan);
  std::string out;
  std::size_t done = 0;
  auto link = links.begin();
  for (auto& destination : destinations(text)) {
    while (link != links.end() && link->ordinal < destination.ordinal) ++link;
    bool its_own = link != links.end() && link->ordinal == destination.ordinal;
    if (!its_own) continue;
    auto source = unlinking.source(destination, link->original);
    if (!source) continue;
    out.append(text, done, destination.offset - done).append(*source);
    done = destination.offset + destination.length;
  }
  if (done == 0) return text;
  return out.append(text, done);
}

std::string exported_title(std::string text, const std::string& title, std::string_view file) {
  auto name = title_without_text(file);
  std::string key;
  for (auto& property : properties(text))
    if (key.empty() && (property.key == "Title" || property.key == "title") && !property.value.empty()) {
      if (clean_title(property.value, name) == title) return text;
      key = property.key;
    }
  if (key.empty()) {
    if (imported_title(render(text), name) == title) return text;
    key = "title";
    auto front = front_matter_bytes(text);
    text = front ? text.insert(4, "title: \n") : "---\ntitle: \n---\n" + text;
  }
  return with_property(text, key, title);
}

}  // namespace wiki
