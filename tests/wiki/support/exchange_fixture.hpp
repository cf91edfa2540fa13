// A store with one person, and folders of files to import and export.
#pragma once
#include <tests/support/temporary_folder.hpp>
#include <wiki/exchange/import.hpp>

#include <fstream>
#include <map>
#include <sstream>

using Files = std::map<std::string, std::string>;  // content by path

inline void write_files(const std::filesystem::path& folder, const Files& files) {
  for (auto& [path, content] : files) {
    std::filesystem::create_directories((folder / path).parent_path());
    std::ofstream(folder / path, std::ios::binary) << content;
  }
}

inline Files read_files(const std::filesystem::path& folder) {
  Files files;
  for (auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ostringstream content;
    content << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    files[entry.path().lexically_relative(folder).string()] = content.str();
  }
  return files;
}

struct Exchange {
  TemporaryFolder folder;
  ManualClock clock{Time{1'700'000'000'000}};
  storage::Store store{
      {.folder = folder.path() / "data", .protected_tables = auth::protected_tables(), .clock = &clock}};
  storage::Blobs blobs{folder.path() / "data" / "blobs"};
  Id<auth::Person> ada = store.write([](WriteTx& tx) {
    return auth::create_account(tx,
                                {{Line<60>("ada"), Line<200>("Ada"), Line<200>("ada@behoerde.example"), {}, true}, ""});
  });

  wiki::ImportSummary import(const std::filesystem::path& from, const std::string& space = "recht") {
    return wiki::run_import(store, blobs, {.folder = from, .space = wiki::Slug(space), .author = ada, .threads = 2});
  }
  wiki::ImportSummary import(const Files& files) {
    auto from = folder.path() / "source";
    std::filesystem::remove_all(from);
    std::filesystem::create_directories(from);
    write_files(from, files);
    return import(from);
  }
};
