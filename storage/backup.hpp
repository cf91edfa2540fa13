// Backup (Datensicherung): the whole data folder in one archive, taken while everything goes on. It holds the database
// as of one instant and every blob that instant refers to; the search index is left out, because it is rebuilt.
#pragma once
#include <storage/blobs.hpp>
#include <storage/store.hpp>

#include <functional>

namespace storage {

// The hashes of the blobs that the data refer to, each once. Only the layers above know the tables.
using ListBlobs = std::function<std::vector<std::string>(ReadTx&)>;
// How far it is, in bytes. May throw to give up.
using CopyProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

struct BackupSummary {
  std::uint64_t database_bytes = 0, blobs = 0, blob_bytes = 0;
  std::vector<std::string> missing;  // hashes of blobs that are not there: the data folder is damaged
};

// Blocks for as long as copying takes; not on I/O threads. unavailable "disk_full"; the archive is then worthless.
BackupSummary write_backup(Store&, const Blobs&, const ListBlobs&, int fd, std::string_view version,
                           const CopyProgress&);

// Puts the archive in place of what the folder holds, which is kept under backups/. The caller holds the folder's lock.
// Everything is verified before anything is replaced. The data get a new epoch, so that whoever followed the old ones
// starts afresh, and all sessions end. invalid "backup_damaged", "backup_too_new".
BackupSummary restore_backup(const std::filesystem::path& folder, int fd, const ListBlobs&, Time now);

}  // namespace storage
