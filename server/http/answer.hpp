// What stands behind a Respond: exactly one answer, from any thread, to a connection that may be gone by then. A
// handler that drops its Respond without calling it has failed, and the client is told so.
#pragma once
#include <server/http/message.hpp>

#include <atomic>
#include <memory>
#include <string>

namespace http {

class Session;
struct Gate;

class Answer {
 public:
  Answer(std::weak_ptr<Session>, std::shared_ptr<Gate>, std::string request_id);
  ~Answer();

  void give(Response);
  // The transport answers itself.
  void retract() { given_ = true; }

 private:
  void deliver(Response);

  std::weak_ptr<Session> session_;
  std::shared_ptr<Gate> gate_;
  std::string request_id_;
  std::atomic<bool> given_{false};
};

}  // namespace http
