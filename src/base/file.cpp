#include "base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/system_reason.h"

namespace jiheng {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

tl::unexpected<Error> file_error(std::string_view what, const std::filesystem::path& path, int error) {
  const auto code = error == ENOENT   ? ErrorCode::not_found
                    : error == EISDIR ? ErrorCode::invalid
                                      : ErrorCode::unavailable;
  return fail(code, fmt::format("{}“{}”：{}", what, path.string(), system_reason(error)));
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return file_error("打不开文件", path, errno);
  std::string bytes;
  std::string block(1U << 16U, '\0');
  for (;;) {
    const auto count = ::read(file.get(), block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return file_error("读不了文件", path, errno);
    if (count == 0) return bytes;
    bytes.append(block.data(), static_cast<std::size_t>(count));
    if (bytes.size() > limit) {
      return fail(ErrorCode::invalid, fmt::format("文件“{}”超过上限 {} MiB", path.string(), limit >> 20U));
    }
  }
}

Result<void> write_file(const std::filesystem::path& path, std::string_view bytes) {
  const std::string beside = path.string() + fmt::format(".{}.part", ::getpid());
  {
    const Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (file.get() < 0) return file_error("写不了文件", path, errno);
    if (!write_all(file.get(), bytes) || ::fsync(file.get()) != 0) {
      const int error = errno;
      ::unlink(beside.c_str());
      return file_error("写不了文件", path, error);
    }
  }
  if (::rename(beside.c_str(), path.c_str()) != 0) {
    const int error = errno;
    ::unlink(beside.c_str());
    return file_error("写不了文件", path, error);
  }
  return {};
}

}  // namespace jiheng
