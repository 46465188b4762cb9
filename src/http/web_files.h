#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"

namespace jiheng::http {

/// The web pages, embedded in the program. Compressed on first use, once. Thread-safe.
class WebFiles {
 public:
  /// From a pack whose bytes outlive this; an empty one gives a page that says how to build the web pages.
  static Result<std::unique_ptr<WebFiles>> from_pack(std::string_view pack);
  /// The pack the program was built with.
  static Result<std::unique_ptr<WebFiles>> embedded();

  bool empty() const { return files_.empty(); }

  /// Answers GET and HEAD of a path outside /api. A path without a file is a page of the application and gets
  /// index.html, unless it looks like a missing file.
  Response answer(const Request& request) const;

 private:
  struct File {
    std::string_view bytes;
    std::string etag;
    mutable std::once_flag once;
    mutable std::string packed;
  };

  const File* find(std::string_view path) const;
  Response serve(const Request& request, std::string_view path, const File& file) const;

  std::map<std::string, File, std::less<>> files_;
};

/// The media type of a file name, "application/octet-stream" when unknown.
std::string_view media_type_of(std::string_view path);

}  // namespace jiheng::http
