#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "io/xlsx_zip.h"

namespace jiheng::io {

/// The attributes of an element, by local name.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** list) : list_(list) {}
  /// "" when there is none; `found` tells the difference where it matters.
  std::string_view get(std::string_view name, bool* found = nullptr) const;

 private:
  const char** list_;
};

/// What a reader of one part does with it. Names come without their namespace prefix. `problem`, once set,
/// stops the parser: no exception ever passes through expat.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  virtual void text(std::string_view) {}

  std::string problem;
};

/// Streams a part of the archive through expat into `handler`. Refuses DOCTYPE, nesting beyond `depth`, and
/// anything expat refuses (bad UTF-8 and truncation among it); messages name the part and the line.
Result<void> parse_part(XlsxArchive& archive, std::string_view file, const std::string& part, int depth,
                        XmlHandler& handler);

}  // namespace jiheng::io
