// One HTTP connection: reads a request, has it handled, sends the answer, again and again. Requests on a connection are
// answered one after the other (pipelining keeps its order). A refusal is sent and read to its end before the close.
#pragma once
#include <server/http/parser.hpp>
#include <server/http/worker.hpp>

#include <boost/beast/core/flat_buffer.hpp>
#include <memory>
#include <optional>
#include <string>

namespace http {

class Session final : public Connection, public std::enable_shared_from_this<Session> {
 public:
  Session(Worker&, tcp::socket, Census::Admission, std::string remote, bool from_proxy);

  static boost::asio::awaitable<void> serve(std::shared_ptr<Session>);
  void expire() override;
  void drain() override;
  // The handler's answer, on this worker's thread.
  void answered(Response);

 private:
  enum class Phase { idle, receiving, handling, sending, ending };
  using Flow = boost::asio::awaitable<void>;

  Flow begin_tls();
  Flow serve_request();
  Flow receive_head(HeadScan&, std::size_t& head_bytes);
  Flow receive_body(RequestParser&);
  Flow more_bytes(std::size_t wanted_bytes);
  Flow send_continue();
  Flow wait_for_answer();
  Flow send();
  Flow send_rest(iovec* pieces, std::size_t count, bool file_follows);
  Flow send_file(FileBody);
  Flow wait_writable(Stream::Next);
  Flow linger();

  void begin_request(RequestParser&, std::string_view head);
  bool open_body(RequestParser&);
  bool parse_body(RequestParser&);
  void dispatch(RequestParser&);
  bool try_upgrade(std::size_t head_bytes);
  void redirect_to_tls(std::string_view host);
  std::size_t gather(iovec* pieces, std::uint64_t& body_bytes);
  void refuse(const Refusal&);
  template <class Act>
  bool guarded(Act);
  void end() { alive_ = false; }
  std::string_view buffered() const;
  void progress(std::chrono::milliseconds timeout, std::uint64_t bytes_done);

  Worker& worker_;
  const Options& options_;
  std::unique_ptr<Stream> stream_;  // null once a WebSocket has taken it over
  Census::Admission admission_;
  std::string remote_;
  bool from_proxy_;

  Phase phase_ = Phase::idle;
  bool alive_ = true;  // false: no further request on this connection
  bool timed_out_ = false;
  bool must_linger_ = false;  // the last answer is out, the client may not have read it yet
  bool waiting_ = false;      // for a Respond
  bool keep_alive_ = false;
  bool http_1_0_ = false;
  std::size_t requests_ = 0;
  boost::beast::flat_buffer buffer_;

  Request request_;
  std::optional<Response> response_;
  Method method_ = Method::get;
  std::string id_;
  std::string head_;
  std::chrono::steady_clock::time_point started_;
  std::chrono::steady_clock::time_point transfer_started_;
  std::uint64_t sent_bytes_ = 0;
  boost::asio::steady_timer answer_signal_;
};

}  // namespace http
