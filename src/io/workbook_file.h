#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

struct lxw_workbook;

namespace jiheng::io {

/// A workbook that is being written. libxlsxwriter writes files only, so its bytes take the way over a
/// temporary one, which is gone afterwards whatever happens.
class WorkbookFile {
 public:
  /// `constant_memory`: rows must be written in order, and their number costs no memory.
  static Result<WorkbookFile> create(bool constant_memory);
  WorkbookFile(WorkbookFile&& other) noexcept;
  WorkbookFile& operator=(WorkbookFile&&) = delete;
  ~WorkbookFile();

  lxw_workbook* workbook() const { return workbook_; }

  /// Closes the workbook; its bytes.
  Result<std::string> finish();

 private:
  WorkbookFile() = default;

  std::filesystem::path path_;
  lxw_workbook* workbook_ = nullptr;
};

}  // namespace jiheng::io
