// Reads the text of attachments for the search, in a child process for each (search/extract). A job does it for a
// moment and queues itself again, so that other jobs get their turn.
#pragma once
#include <server/log.hpp>
#include <storage/blobs.hpp>
#include <storage/store.hpp>

#include <string>

namespace server {

class AttachmentReading {
 public:
  // `program` is Stafette itself, started once more for each file.
  AttachmentReading(storage::Store& store, const storage::Blobs& blobs, Log& log, std::string program)
      : store_(store), blobs_(blobs), log_(log), program_(std::move(program)) {}

  void read_due();
  void read_again();  // what an earlier version read

 private:
  void read(const std::string& sha256);

  storage::Store& store_;
  const storage::Blobs& blobs_;
  Log& log_;
  std::string program_;
};

}  // namespace server
