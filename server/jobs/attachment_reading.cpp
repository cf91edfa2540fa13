#include <search/extract/child.hpp>
#include <search/extract/text.hpp>
#include <server/jobs/attachment_reading.hpp>
#include <storage/compression.hpp>
#include <wiki/pages/attachment_text.hpp>

#include <chrono>

namespace server {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::chrono::seconds turn{2};
constexpr std::chrono::seconds file_time{30};

wiki::TextState state(extract::Outcome outcome) {
  switch (outcome) {
    case extract::Outcome::whole:
      return wiki::TextState::searchable;
    case extract::Outcome::cut:
      return wiki::TextState::cut;
    case extract::Outcome::none:
      return wiki::TextState::none;
    case extract::Outcome::failed:
      break;
  }
  return wiki::TextState::failed;
}

}  // namespace

void AttachmentReading::read_due() {
  auto end = Steady::now() + turn;
  while (Steady::now() < end) {
    auto next = store_.write(wiki::begin_reading);
    if (!next) break;
    read(*next);
  }
  store_.write(wiki::queue_reading);
}

void AttachmentReading::read(const std::string& sha256) {
  extract::Reading reading{extract::Outcome::failed, {}, "missing"};
  if (auto file = blobs_.open(sha256)) reading = extract::read_in_child(program_, *file, file_time);
  if (reading.outcome == extract::Outcome::failed)
    log_.warning("attachment not read", {{"sha256", storage::hex(sha256)}, {"why", reading.why}});
  auto frame = reading.text.empty() ? std::string() : storage::compress(reading.text);
  wiki::ReadText read{state(reading.outcome), extract::version, std::move(frame)};
  store_.write([&](WriteTx& tx) { wiki::keep_text(tx, sha256, read); });
}

void AttachmentReading::read_again() {
  store_.write([](WriteTx& tx) { wiki::read_again(tx, extract::version); });
}

}  // namespace server
