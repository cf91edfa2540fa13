// A store with spaces, readers and pages whose texts come from a table of the test: search without the wiki. Every
// change is announced as the wiki announces it.
#pragma once
#include <auth/access.hpp>
#include <auth/accounts.hpp>
#include <auth/sessions.hpp>
#include <search/find.hpp>
#include <search/index.hpp>
#include <search/suggest.hpp>
#include <tests/support/temporary_folder.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

struct Page;

struct Library {
  Library();

  // Ends the store and opens it again, as a restart does; `between` sees the closed folder.
  void reopen(const std::function<void(const std::filesystem::path&)>& between = {});

  Id<auth::Zone> zone();
  Id<auth::Person> person(const std::string& name);
  void grant(Id<auth::Zone>, Id<auth::Person>, auth::Level);

  // Sections of the text are separated by lines "# heading". Returns the page's id.
  std::int64_t add(Id<auth::Zone>, const std::string& title, const std::string& text,
                   auth::Level min_level = auth::Level::read);
  void edit(std::int64_t page, const std::string& title, const std::string& text);
  void move(std::int64_t page, Id<auth::Zone>);  // announces nothing: the index must not need it
  void remove(std::int64_t page);

  search::Found find(Id<auth::Person>, const std::string& text, search::Request = {});
  std::vector<std::int64_t> pages(Id<auth::Person>, const std::string& text);
  std::vector<std::int64_t> suggest(Id<auth::Person>, const std::string& typed);

  std::unique_ptr<TemporaryFolder> folder;
  SystemClock clock;
  std::unique_ptr<search::Hook> hook;
  std::unique_ptr<storage::Store> store;
  std::unique_ptr<search::Index> index;

 private:
  void open();
  std::int64_t space_ = 0;
};

std::vector<auth::DocumentSource> library_sources();
