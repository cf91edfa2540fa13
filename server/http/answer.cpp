#include <server/http/answer.hpp>
#include <server/http/refusal.hpp>
#include <server/http/session.hpp>

#include <boost/asio/post.hpp>

namespace http {

Answer::Answer(std::weak_ptr<Session> session, boost::asio::io_context& context, std::string request_id)
    : session_(std::move(session)), context_(context), request_id_(std::move(request_id)) {}

Answer::~Answer() {
  if (!given_.exchange(true)) deliver(problem(refusals::internal, request_id_));
}

void Answer::give(Response response) {
  if (!given_.exchange(true)) deliver(std::move(response));
}

void Answer::deliver(Response response) {
  // The session is locked on its own thread only: its last owner must not be another thread.
  if (context_.get_executor().running_in_this_thread()) {
    if (auto session = session_.lock()) session->answered(std::move(response));
    return;
  }
  boost::asio::post(context_, [session = session_, response = std::move(response)]() mutable {
    if (auto alive = session.lock()) alive->answered(std::move(response));
  });
}

}  // namespace http
