#include "base/result.h"

namespace jiheng {

std::string to_string(const Error& error) {
  std::string text = error.message;
  for (const auto& finding : error.findings) text += "\n  " + to_string(finding);
  return text;
}

}  // namespace jiheng
