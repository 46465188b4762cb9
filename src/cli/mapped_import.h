#pragma once

#include <string>
#include <vector>

#include "app/import_mapped.h"
#include "cli/command.h"

namespace jiheng::cli {

/// `jiheng import --mapping ID FILE…`: imports portals' exports by a saved column mapping.
int run_import_mapped(const Invocation& invocation, const std::string& mapping,
                      const std::vector<std::string>& files, const app::MappedOptions& options, bool json);

}  // namespace jiheng::cli
