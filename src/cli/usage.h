#pragma once

#include <string>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace jiheng::cli {

/// Puts the headings of --help into Chinese. To be called before options and commands are added: they inherit
/// it.
void speak_chinese(CLI::App& app);

/// What is wrong with a command line, in Chinese, with the command that explains its usage; CLI11 itself
/// speaks English. Two lines, each ended.
std::string usage_error(const CLI::App& app, const CLI::ParseError& error);

}  // namespace jiheng::cli
