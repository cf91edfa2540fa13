// The index follows the change feed on a thread of its own (Suchindex). A committed change is found soon after, never
// before; a save never waits for it. What cannot be followed (another epoch, a damaged file) is built again, online.
#pragma once
#include <search/generation.hpp>
#include <search/hook.hpp>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace search {

struct Report {
  std::string fault;  // of the file; empty when it is whole, or not there yet
  Counts counts;
  std::int64_t behind = 0;  // changes that are not in it yet
  bool built = false;       // false while it is being filled for the first time
};

// Made after the store and before its first write. All functions but the constructor may be called from any thread.
class Index {
 public:
  Index(storage::Store&, Hook&, std::vector<auth::DocumentSource>);
  ~Index();  // stops

  // Opens the newest whole generation or begins one, and follows. Searching works when this returns.
  void start();
  void stop();
  // Asks for a rebuild beside the present generation, which goes on being searched and kept up to date.
  void reindex();

  // Waits until changes up to `seq` are found and no build is under way. False when stopped or failed instead.
  bool wait_for(std::int64_t seq);
  bool catch_up();  // everything committed before the call
  bool settle();    // also merged, with its spare space given back

  bool healthy() const { return failure().empty(); }
  std::string failure() const;  // why it does not get on, for the operator
  storage::Cursor cursor() const;
  std::int64_t skipped() const;  // documents that could not be read
  Report check();                // reads everything: seconds

 private:
  // Outlives the index in the store's list of listeners.
  struct Shared {
    std::mutex guard;  // guards everything below
    std::condition_variable changed;
    bool woken = true, stopping = false, rebuild = false, building = true, idle = false;
    int waiting = 0;  // somebody waits: do not gather
    storage::Cursor reached;
    std::int64_t generation = 0, skipped = 0;
    std::string failure;
  };
  struct Batch {
    std::vector<Update> updates;
    Progress then;
    bool any = false, lost = false, more = false;
  };

  void open_newest();
  void begin_next();
  void run();
  bool wait_for_work();
  bool step();
  bool follow(Generation&);
  bool build(Generation&);
  bool merge();
  void swap();
  void recover(const std::string& why);
  void publish_state(bool idle);
  void add(Batch&, ReadTx&, const auth::DocumentSource&, std::int64_t page, std::size_t& bytes);
  Batch next_changes(ReadTx&, const Progress&);
  Batch next_documents(ReadTx&, const Progress&);
  bool wait(std::int64_t seq, bool idle);

  storage::Store& store_;
  Hook& hook_;
  std::vector<auth::DocumentSource> sources_;
  std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
  std::thread thread_;

  // Used by the thread only, once it runs.
  std::unique_ptr<Generation> current_, next_;
  std::size_t unmerged_bytes_ = 0;
  bool merge_due_ = true, merged_any_ = false, recovering_ = false, lost_ = false;
};

}  // namespace search
