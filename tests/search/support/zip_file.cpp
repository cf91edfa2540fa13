#include <tests/search/support/zip_file.hpp>

#include <archive.h>
#include <archive_entry.h>

std::string zip_file(const std::vector<std::pair<std::string, std::string>>& entries, Packing packing) {
  std::size_t room = 1u << 20;
  for (auto& [name, bytes] : entries) room += name.size() * 2 + 500 + bytes.size();
  std::string out(room, '\0');
  std::size_t used = 0;
  auto* zip = archive_write_new();
  archive_write_set_format_zip(zip);
  if (packing == Packing::stored) archive_write_zip_set_compression_store(zip);
  archive_write_open_memory(zip, out.data(), out.size(), &used);
  for (auto& [name, bytes] : entries) {
    auto* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, la_int64_t(bytes.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0600);
    archive_write_header(zip, entry);
    archive_write_data(zip, bytes.data(), bytes.size());
    archive_entry_free(entry);
  }
  archive_write_close(zip);
  archive_write_free(zip);
  out.resize(used);
  return out;
}
