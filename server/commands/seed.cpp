#include <base/failure.hpp>
#include <server/commands/commands.hpp>
#include <server/commands/demo.hpp>
#include <server/control/client.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <fstream>

namespace server {
namespace {

struct Options {
  std::string data = "var", folder;
};

// Beside the program: in the source tree it was built in, or where the package puts it.
std::filesystem::path usual_folder() {
  auto beside = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  for (auto place : {"../../demo", "../share/stafette/demo"})
    if (std::filesystem::exists(beside / place / "agency.toml")) return (beside / place).lexically_normal();
  throw std::runtime_error("there is no demo beside the program: name its folder with --folder");
}

// Whoever looks at the demo agency has no second factor of its administrator.
void relax(const std::filesystem::path& data) {
  auto file = data / "stafette.toml";
  if (std::filesystem::exists(file)) return;
  std::ofstream(file) << "# The demo agency: its people sign in with a password alone.\n"
                         "administrators_need_second_factor = false\n"
                         "roles_need_second_factor = []\n";
}

int demo(const Options& options) {
  auto path = options.folder.empty() ? usual_folder() : std::filesystem::path(options.folder);
  storage::Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder) storage::raise_errno(path.c_str());
  int code = control::perform(options.data, "demo", "{}", std::move(folder));
  if (code == 0) relax(options.data);
  return code;
}

}  // namespace

int run_demo(const control::Workplace& at, const std::string&, const storage::Descriptor& folder,
             control::Reporter& out) {
  auto report = [&](std::size_t done, std::size_t total) { out.progress("demo", done, total, false); };
  auto made = seed_demo(at.store, at.blobs, folder.path(), at.clock, report);
  out.line(fmt::format("{} people, {} spaces, {} pages with {} revisions, {} attachments", made.people, made.spaces,
                       made.pages, made.revisions, made.attachments));
  out.line(fmt::format("sign in as {} with the password {}", made.administrator, made.password));
  return 0;
}

void add_demo(CLI::App& app, Chosen& chosen) {
  auto* command = app.add_subcommand("demo", "Fill an empty data folder with a demo agency");
  auto options = std::make_shared<Options>();
  command->add_option("--data", options->data, "Data folder (default: var)");
  command->add_option("--folder", options->folder, "Its description (default: what comes with the program)");
  command->callback([options, &chosen] { chosen = [options] { return demo(*options); }; });
}

}  // namespace server
