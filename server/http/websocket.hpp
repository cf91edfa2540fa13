// Takes a connection over from HTTP and speaks WebSocket (RFC 6455) on it, without compression. The only file that
// instantiates Beast's WebSocket is websocket.cpp.
#pragma once
#include <server/http/worker.hpp>

#include <memory>
#include <string>

namespace http {

// `request` is the admitted upgrade request, `early` what the client sent behind it.
void start_websocket(Worker&, std::unique_ptr<Stream>, Census::Admission, Request request, std::string early);

}  // namespace http
