#pragma once

#include <string>

namespace jiheng {

/// What an `errno` of the operating system means, in the user's words ("没有权限"); the system's own words
/// for the rare ones.
std::string system_reason(int error);

}  // namespace jiheng
