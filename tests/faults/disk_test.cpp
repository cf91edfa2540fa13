#include <doctest/doctest.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>
#include <tests/faults/support/instance.hpp>

#include <cerrno>
#include <fstream>

namespace {

// A file system of a few megabytes; needs the right to mount.
class SmallDisk {
 public:
  explicit SmallDisk(const std::filesystem::path& place) : place_(place) {
    std::filesystem::create_directories(place_);
    mounted_ = ::mount("tmpfs", place_.c_str(), "tmpfs", 0, "size=16m") == 0;
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(place_.c_str(), MNT_DETACH);
  }
  explicit operator bool() const { return mounted_; }
  void fill() {
    std::ofstream file(place_ / "voll", std::ios::binary);
    const std::string piece(4096, 'x');
    while (file.write(piece.data(), std::streamsize(piece.size())).flush()) {
    }
  }
  void clear() { std::filesystem::remove(place_ / "voll"); }

 private:
  std::filesystem::path place_;
  bool mounted_ = false;
};

std::string large_text(int number) {
  return "Stand " + std::to_string(number) + "\n\n" + std::string(300'000, 'x') + "\n";
}

// Random, so that compression does not save the disk.
std::string dense_text() {
  auto bytes = storage::hex(storage::random_bytes(400'000));
  for (std::size_t i = 100; i < bytes.size(); i += 100) bytes[i] = '\n';
  return bytes;
}

}  // namespace

TEST_CASE("a full disk refuses saves clearly, keeps what was saved and goes on when there is room") {
  TemporaryFolder folder;
  SmallDisk disk(folder.path() / "disk");
  if (!disk) {
    MESSAGE("skipped: no right to mount a small file system");
    return;
  }
  {
    Instance instance(folder.path() / "disk" / "data");
    instance.start();
    auto client = instance.client();
    auto page = new_page(client, "Erlass", "Fassung\n");
    disk.fill();
    std::string saved = "Fassung\n", tried;
    Reply reply;
    for (int i = 0; i < 60; ++i) {
      tried = dense_text();
      reply = save(client, page.id, page.revision, tried);
      if (reply.status != 200) break;
      saved = tried;
      page.revision = reply.text("/revision");
    }
    CHECK(reply.status == 503);
    CHECK(reply.problem() == "disk_full");
    auto attached = client.send("POST", "/api/pages/" + page.id + "/attachments?name=plan.txt", dense_text(),
                                "Content-Type: application/octet-stream\r\n");
    CHECK(attached.status == 503);
    CHECK(attached.problem() == "disk_full");
    CHECK(markdown_of(client, page.id) == saved);
    CHECK(client.get("/healthz").status == 200);
    disk.clear();
    reply = save(client, page.id, page.revision, "Platz\n");
    CHECK(reply.status == 200);
    CHECK(markdown_of(client, page.id) == "Platz\n");
    CHECK(instance.run("doctor").code == 0);
    CHECK(instance.stop() == 0);
    auto doctor = instance.run("doctor");
    CHECK_MESSAGE(doctor.code == 0, doctor.out);
  }
}

// As the kernel says it when a file system is remounted read-only under us, a disk breaks, or a sync fails.
TEST_CASE("a disk that fails: nothing half-saved is acknowledged, reading goes on, a restart tries again") {
  struct Case {
    std::string what;
    int error;
    std::string problem;
    bool until_restart;
  };
  for (auto& c : std::vector<Case>{{"write", EROFS, "store_read_only", true},
                                   {"write", EIO, "store_read_only", true},
                                   {"sync", EIO, "store_read_only", true},
                                   {"write", ENOSPC, "disk_full", false}}) {
    CAPTURE(c.what);
    CAPTURE(c.error);
    TemporaryFolder folder;
    Instance instance(folder.path() / "data");
    auto fault = folder.path() / "fault";
    instance.start({"LD_PRELOAD=" STAFETTE_FAILING_DISK, "STAFETTE_DISK_FAULT=" + fault.string()});
    auto client = instance.client();
    auto page = new_page(client, "Erlass", "Fassung\n");
    auto found = [&] { return client.get("/api/search?q=Erlass").text("/hits/0/page"); };
    while (found() != page.id) {
    }
    std::ofstream(fault) << c.what << ' ' << c.error;
    for (int i = 0; i < 3; ++i) {
      auto reply = save(client, page.id, page.revision, large_text(i));
      CHECK(reply.status == 503);
      CHECK(reply.problem() == c.problem);
      CHECK(markdown_of(client, page.id) == "Fassung\n");
    }
    auto attached = client.send("POST", "/api/pages/" + page.id + "/attachments?name=plan.txt", dense_text(),
                                "Content-Type: application/octet-stream\r\n");
    CHECK(attached.status == 503);
    CHECK(attached.problem() == c.problem);
    CHECK(found() == page.id);
    CHECK(client.get("/healthz").status == (c.until_restart ? 503 : 200));
    std::filesystem::remove(fault);
    CHECK(save(client, page.id, page.revision, "Danach\n").status == (c.until_restart ? 503 : 200));
    instance.kill();
    auto doctor = instance.run("doctor");
    CHECK_MESSAGE(doctor.code == 0, doctor.out);
    instance.start();
    auto again = instance.client();
    auto head = again.get("/api/pages/" + page.id + "/source");
    if (!c.until_restart) CHECK(head.text("/markdown") == "Danach\n");
    CHECK(save(again, page.id, head.text("/revision"), "Wieder\n").status == 200);
  }
}

// The limit makes every write to a file fail, as a disk does that the system has made read-only under us.
TEST_CASE("a disk that takes no more writes: saves are refused until a restart, reading goes on") {
  TemporaryFolder folder;
  Instance instance(folder.path() / "data");
  instance.start();
  auto client = instance.client();
  auto page = new_page(client, "Erlass", "Fassung\n");
  rlimit none{0, RLIM_INFINITY};
  REQUIRE(::prlimit(instance.pid(), RLIMIT_FSIZE, &none, nullptr) == 0);
  for (int i = 0; i < 3; ++i) {
    auto reply = save(client, page.id, page.revision, large_text(i));
    CHECK(reply.status == 503);
    CHECK(reply.problem() == "store_read_only");
    CHECK(markdown_of(client, page.id) == "Fassung\n");
    CHECK(client.get("/api/pages/" + page.id).status == 200);
  }
  CHECK(client.get("/healthz").status == 503);
  auto refused = instance.run("user add", {"ben", "--password-stdin"}, "another long password\n");
  CHECK(refused.code == 1);
  CHECK(refused.err == "stafette: store read only\n");
  instance.kill();
  auto doctor = instance.run("doctor");
  CHECK_MESSAGE(doctor.code == 0, doctor.out);
  instance.start();
  auto again = instance.client();
  CHECK(markdown_of(again, page.id) == "Fassung\n");
  CHECK(save(again, page.id, page.revision, "Wieder\n").status == 200);
}
