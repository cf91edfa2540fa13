#include <server/http/answer.hpp>
#include <server/http/refusal.hpp>
#include <server/http/session.hpp>

#include <boost/asio/post.hpp>

namespace http {

Answer::Answer(std::weak_ptr<Session> session, std::shared_ptr<Gate> gate, std::string request_id)
    : session_(std::move(session)), gate_(std::move(gate)), request_id_(std::move(request_id)) {}

Answer::~Answer() {
  if (!given_.exchange(true)) deliver(problem(refusals::internal, request_id_));
}

void Answer::give(Response response) {
  if (!given_.exchange(true)) deliver(std::move(response));
}

void Answer::deliver(Response response) {
  // The session is locked on its own thread only: its last owner must not be another thread.
  if (gate_->thread.load(std::memory_order_relaxed) == std::this_thread::get_id()) {
    if (auto session = session_.lock()) session->answered(std::move(response));
    return;
  }
  std::lock_guard lock(gate_->mutex);
  if (!gate_->context) return;
  boost::asio::post(*gate_->context, [session = session_, response = std::move(response)]() mutable {
    if (auto alive = session.lock()) alive->answered(std::move(response));
  });
}

}  // namespace http
