// The demo agency (Beispielbehörde) of demo/agency.toml, built through the same functions that people use: accounts,
// spaces with rights, an import for each space, then revisions, attachments, labels and care as their authors.
#pragma once
#include <base/clock.hpp>
#include <storage/blobs.hpp>
#include <storage/store.hpp>

#include <filesystem>
#include <functional>
#include <string>

namespace server {

struct SeededDemo {
  std::size_t people = 0, spaces = 0, pages = 0, revisions = 0, attachments = 0;
  std::string administrator, password;  // to say how to sign in
};

// `demo` is the folder with agency.toml. conflict "people_exist" unless the store is empty; std::runtime_error when
// the description is wrong. With the store's clock, its past is dated as described. Not on I/O threads.
SeededDemo seed_demo(storage::Store&, const storage::Blobs&, const std::filesystem::path& demo,
                     SetBackClock* clock = nullptr,
                     const std::function<void(std::size_t done, std::size_t total)>& progress = {});

}  // namespace server
