#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace jiheng::app {

/// Told by long work how far it has come and what it is at ("读取 路灯维护.xlsx"); total 0: not known yet.
/// False: somebody wants it to stop, and it does at the next place where nothing is half done. May be empty.
using Progress = std::function<bool(std::int64_t done, std::int64_t total, std::string_view what)>;

/// Tells; true when there is nobody to tell.
inline bool tell(const Progress& progress, std::int64_t done, std::int64_t total, std::string_view what) {
  return !progress || progress(done, total, what);
}

/// A file that somebody takes away.
struct OutFile {
  std::string name;  ///< "营养改善计划-2024年绩效目标.xlsx"
  std::string bytes;
};

}  // namespace jiheng::app
