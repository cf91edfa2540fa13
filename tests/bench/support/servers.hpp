// The servers that ours is measured beside, each in a process of its own: a bare Beast server that writes prepared
// bytes, and nginx, where it is installed, with the same body as a file.
#pragma once
#include <tests/bench/support/load.hpp>

#include <filesystem>
#include <functional>

namespace bench {

// Runs `serve` in a child; it writes its port into the pipe when it listens, and serves until it is killed.
Subject child(std::string name, const std::function<void(int pipe)>& serve);
void announce(int pipe, unsigned short port);

// One io_context per core, as ours; answers every request with these bytes.
Subject bare_beast(const std::string& answer);
// Serves `body` as the file "page"; everything it writes goes into `folder`. The port 0 when it is not installed.
Subject nginx(const std::filesystem::path& folder, std::string_view body);

unsigned short free_port();
void stop(const Subject&);

}  // namespace bench
