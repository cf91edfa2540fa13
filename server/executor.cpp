#include <server/executor.hpp>

namespace server {

void StoreExecutor::read(bool heavy, std::function<void(storage::ReadTx&)> body, Done done) {
  if (heavy) return store_.read_heavy(std::move(body), std::move(done));
  std::exception_ptr error;
  try {
    store_.read(body);
  } catch (...) {
    error = std::current_exception();
  }
  done(error);
}

void StoreExecutor::write(std::function<void(storage::WriteTx&)> body, Done done) {
  store_.write_async(std::move(body), std::move(done));
}

}  // namespace server
