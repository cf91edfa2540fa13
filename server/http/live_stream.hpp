// Shapes a Stream the way Beast's WebSocket wants it. Included by websocket.cpp only.
#pragma once
#include <server/http/stream.hpp>

#include <algorithm>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/bind_handler.hpp>
#include <boost/beast/core/role.hpp>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

namespace http {

class LiveStream {
 public:
  using executor_type = boost::asio::any_io_executor;
  // `early` bytes are read before those of the stream.
  LiveStream(std::unique_ptr<Stream> stream, std::string early)
      : stream_(std::move(stream)), early_(std::move(early)) {}

  executor_type get_executor() { return stream_->socket().get_executor(); }
  Stream& stream() { return *stream_; }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    boost::asio::mutable_buffer room;
    for (auto it = boost::asio::buffer_sequence_begin(buffers); it != boost::asio::buffer_sequence_end(buffers); ++it)
      if (room.size() == 0) room = boost::asio::mutable_buffer(*it);
    return boost::asio::async_compose<Token, void(error_code, std::size_t)>(ReadSome(this, room), token,
                                                                            stream_->socket());
  }

  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    WriteSome operation(this);
    for (auto it = boost::asio::buffer_sequence_begin(buffers); it != boost::asio::buffer_sequence_end(buffers); ++it) {
      boost::asio::const_buffer piece(*it);
      if (piece.size() == 0 || operation.count == std::size(operation.pieces)) continue;
      operation.pieces[operation.count++] = {const_cast<void*>(piece.data()), piece.size()};
    }
    return boost::asio::async_compose<Token, void(error_code, std::size_t)>(operation, token, stream_->socket());
  }

 private:
  // Both: try, wait while the socket is not ready, and never complete within the initiating call.
  template <class Derived>
  struct Operation {
    bool initiating = true;
    bool finished = false;
    Stream::Attempt last;

    template <class Self>
    void run(Self& self, Stream& stream, error_code ec) {
      if (ec) return self.complete(ec, 0);
      if (!finished) {
        last = static_cast<Derived*>(this)->attempt();
        if (last.next == Stream::Next::wait_read || last.next == Stream::Next::wait_write) {
          initiating = false;
          auto kind = last.next == Stream::Next::wait_write ? tcp::socket::wait_write : tcp::socket::wait_read;
          return stream.socket().async_wait(kind, std::move(self));
        }
        finished = true;
        if (initiating) return boost::asio::post(stream.socket().get_executor(), std::move(self));
      }
      self.complete(last.ec, last.bytes);
    }
  };

  struct ReadSome : Operation<ReadSome> {
    ReadSome(LiveStream* owner_in, boost::asio::mutable_buffer room_in) : owner(owner_in), room(room_in) {}
    LiveStream* owner;
    boost::asio::mutable_buffer room;

    Stream::Attempt attempt() {
      if (!owner->early_.empty()) {
        auto size = std::min(room.size(), owner->early_.size());
        std::memcpy(room.data(), owner->early_.data(), size);
        owner->early_.erase(0, size);
        return {Stream::Next::done, size, {}};
      }
      auto result = owner->stream_->try_read(room.data(), room.size());
      if (result.next == Stream::Next::done && result.bytes == 0 && room.size() != 0)
        return {Stream::Next::failed, 0, boost::asio::error::eof};
      return result;
    }
    template <class Self>
    void operator()(Self& self, error_code ec = {}, std::size_t = 0) {
      this->run(self, *owner->stream_, ec);
    }
  };

  struct WriteSome : Operation<WriteSome> {
    explicit WriteSome(LiveStream* owner_in) : owner(owner_in) {}
    LiveStream* owner;
    iovec pieces[4] = {};
    std::size_t count = 0;

    Stream::Attempt attempt() { return owner->stream_->try_write(pieces, count); }
    template <class Self>
    void operator()(Self& self, error_code ec = {}, std::size_t = 0) {
      this->run(self, *owner->stream_, ec);
    }
  };

  std::unique_ptr<Stream> stream_;
  std::string early_;
};

inline void beast_close_socket(LiveStream& live) {
  live.stream().close();
}

inline void teardown(boost::beast::role_type, LiveStream& live, error_code& ec) {
  live.stream().shutdown_send();
  ec = {};
}

template <class Handler>
void async_teardown(boost::beast::role_type role, LiveStream& live, Handler&& handler) {
  error_code ec;
  teardown(role, live, ec);
  boost::asio::post(live.get_executor(), boost::beast::bind_front_handler(std::forward<Handler>(handler), ec));
}

}  // namespace http
