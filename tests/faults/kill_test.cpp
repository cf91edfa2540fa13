#include <doctest/doctest.h>
#include <tests/faults/support/instance.hpp>

#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>

// Eight clients save, the server is killed at some moment between two and hundreds of acknowledgements, and starts
// again. What was acknowledged is there; what was under way is there wholly or not at all.
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr std::chrono::milliseconds ready_max{8000};
#else
constexpr std::chrono::milliseconds ready_max{1000};
#endif
constexpr int clients = 8;

struct Acknowledged {
  std::string revision, markdown;
};

struct Page {
  std::string id;
  std::vector<Acknowledged> saves;
  std::string under_way;
};

class Writers {
 public:
  Writers(Instance& instance, std::vector<Page>& pages) {
    for (auto& page : pages) threads_.emplace_back([this, &instance, &page] { write(instance.client(), page); });
  }
  void wait_for(int acknowledgements) {
    std::unique_lock lock(guard_);
    grown_.wait(lock, [&] { return acknowledged_ >= acknowledgements || ended_ == clients; });
  }
  void join() {
    for (auto& thread : threads_) thread.join();
  }
  int acknowledged() const { return acknowledged_; }

 private:
  // Until the server is gone.
  void write(Client client, Page& page) {
    try {
      while (true) {
        page.under_way = "Stand " + std::to_string(page.saves.size()) + " von Seite " + page.id + "\n\n" +
                         std::string(200 + page.saves.size() % 7 * 900, 'x') + "\n";
        auto reply = save(client, page.id, page.saves.back().revision, page.under_way);
        if (reply.status != 200) break;
        page.saves.push_back({reply.text("/revision"), page.under_way});
        std::lock_guard lock(guard_);
        ++acknowledged_;
        grown_.notify_all();
      }
    } catch (const std::runtime_error&) {
      // Connection refused: the server is gone.
    }
    std::lock_guard lock(guard_);
    ++ended_;
    grown_.notify_all();
  }
  std::mutex guard_;  // guards acknowledged_, ended_
  std::condition_variable grown_;
  int acknowledged_ = 0, ended_ = 0;
  std::vector<std::thread> threads_;
};

void check_page(Client& client, Page& page, std::size_t first_new) {
  CAPTURE(page.id);
  for (auto i = first_new; i < page.saves.size(); ++i) {
    auto kept = client.get("/api/pages/" + page.id + "/revisions/" + page.saves[i].revision + "/source");
    CHECK(kept.text("/markdown") == page.saves[i].markdown);
  }
  auto head = client.get("/api/pages/" + page.id + "/source");
  bool last_is_head = head.text("/revision") == page.saves.back().revision;
  CHECK(head.text("/markdown") == (last_is_head ? page.saves.back().markdown : page.under_way));
  if (!last_is_head) page.saves.push_back({head.text("/revision"), head.text("/markdown")});
}

void kill_rounds(int rounds) {
  TemporaryFolder folder;
  Instance instance(folder.path() / "data");
  std::mt19937 random(std::random_device{}());
  std::vector<Page> pages(clients);
  std::vector<std::size_t> checked(clients, 0);
  instance.start();
  {
    auto client = instance.client();
    for (auto& page : pages) {
      auto made = new_page(client, "Seite", "Anfang\n");
      page.id = made.id;
      page.saves.push_back({made.revision, "Anfang\n"});
    }
  }
  int acknowledged = 0;
  std::chrono::milliseconds slowest{0};
  for (int round = 0; round < rounds; ++round) {
    CAPTURE(round);
    Writers writers(instance, pages);
    writers.wait_for(2 + int(random() % 120));
    instance.kill();
    writers.join();
    acknowledged += writers.acknowledged();
    if (round % 5 == 0) {
      auto doctor = instance.run("doctor");
      CHECK_MESSAGE(doctor.code == 0, doctor.out << doctor.err);
    }
    slowest = std::max(slowest, instance.start());
    auto client = instance.client();
    CHECK(client.get("/readyz").status == 200);
    for (std::size_t i = 0; i < pages.size(); ++i) {
      check_page(client, pages[i], checked[i]);
      checked[i] = pages[i].saves.size();
    }
  }
  MESSAGE(rounds << " kills, " << acknowledged << " acknowledged saves, slowest start " << slowest.count() << " ms");
  CHECK(slowest <= ready_max);
  auto doctor = instance.run("doctor");
  CHECK_MESSAGE(doctor.code == 0, doctor.out << doctor.err);
  CHECK(instance.stop() == 0);
}

}  // namespace

TEST_CASE("nothing acknowledged is lost when the server is killed") {
  kill_rounds(20);
}

TEST_SUITE("long") {
  TEST_CASE("nothing acknowledged is lost in 200 kills") {
    kill_rounds(200);
  }
}
