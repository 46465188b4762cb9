#include "io/workbook_file.h"

#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <atomic>
#include <utility>

#include "base/file.h"

namespace jiheng::io {

Result<WorkbookFile> WorkbookFile::create(bool constant_memory) {
  static std::atomic<unsigned> number{0};
  std::error_code error;
  const auto folder = std::filesystem::temp_directory_path(error);
  if (error) return fail(ErrorCode::unavailable, fmt::format("没有临时文件夹：{}", error.message()));
  WorkbookFile file;
  file.path_ = folder / fmt::format("jiheng-{}-{}.xlsx", ::getpid(), ++number);
  lxw_workbook_options options{};
  options.constant_memory = constant_memory ? LXW_TRUE : LXW_FALSE;
  file.workbook_ = workbook_new_opt(file.path_.c_str(), &options);
  if (file.workbook_ == nullptr) return fail(ErrorCode::unavailable, "不能建立临时工作簿");
  return file;
}

WorkbookFile::WorkbookFile(WorkbookFile&& other) noexcept
    : path_(std::move(other.path_)), workbook_(std::exchange(other.workbook_, nullptr)) {
  other.path_.clear();
}

WorkbookFile::~WorkbookFile() {
  if (workbook_ != nullptr) workbook_close(workbook_);
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove(path_, ignored);
}

Result<std::string> WorkbookFile::finish() {
  const lxw_error error = workbook_close(std::exchange(workbook_, nullptr));
  if (error != LXW_NO_ERROR)
    return fail(ErrorCode::unavailable, fmt::format("写不了工作簿：{}", lxw_strerror(error)));
  return read_file(path_);
}

}  // namespace jiheng::io
