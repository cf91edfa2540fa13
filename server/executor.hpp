// Routes' transactions over the store. Answers of writes are encoded on the store's thread for answers: they are
// small.
#pragma once
#include <server/http/dispatch.hpp>
#include <storage/store.hpp>

namespace server {

class StoreExecutor final : public http::Executor {
 public:
  explicit StoreExecutor(storage::Store& store) : store_(store) {}
  void read(bool heavy, std::function<void(storage::ReadTx&)> body, Done done) override;
  void write(std::function<void(storage::WriteTx&)> body, Done done) override;

 private:
  storage::Store& store_;
};

}  // namespace server
