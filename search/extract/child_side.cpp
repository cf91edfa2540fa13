#include <search/extract/child.hpp>
#include <search/extract/confine.hpp>
#include <search/extract/text.hpp>
#include <storage/descriptor.hpp>

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <system_error>

namespace extract {
namespace {

std::string_view mapped(int file) {
  struct stat info {};
  if (::fstat(file, &info) != 0) throw std::system_error(errno, std::generic_category(), "fstat");
  if (info.st_size == 0) return {};
  auto* at = ::mmap(nullptr, std::size_t(info.st_size), PROT_READ, MAP_PRIVATE, file, 0);
  if (at == MAP_FAILED) throw std::system_error(errno, std::generic_category(), "mmap");
  return {static_cast<const char*>(at), std::size_t(info.st_size)};
}

}  // namespace

int run_child() {
  auto bytes = mapped(STDIN_FILENO);
  if (is_pdf(bytes)) {
    confine({}, true);
    ::execl("/usr/bin/pdftotext", "pdftotext", "-q", "-enc", "UTF-8", "/dev/stdin", "-", nullptr);
    throw std::system_error(errno, std::generic_category(), "pdftotext");
  }
  confine({}, false);
  auto text = text_of(bytes);
  if (!text) return exit_none;
  storage::write_all(STDOUT_FILENO, *text);
  return 0;
}

}  // namespace extract
