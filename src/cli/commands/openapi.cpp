#include "cli/commands/openapi.h"

#include <CLI/CLI.hpp>

#include "http/openapi.h"

namespace jiheng::cli {
namespace {

void set_up_openapi(CLI::App& app, Invocation& invocation) {
  app.callback([&invocation] {
    invocation.run = [] {
      print(http::openapi_text());
      return int{kFine};
    };
  });
}

}  // namespace

const Command kOpenapiCommand{"openapi", "输出接口说明（OpenAPI 3.1）", set_up_openapi};

}  // namespace jiheng::cli
