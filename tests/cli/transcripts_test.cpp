// Runs every transcript in tests/cli/transcripts against the real program. A transcript is a text file of
// steps:
//
//   # a sentence that says what must hold
//   $ jiheng law check       a shell command; {tmp} is a folder of its own, {demo} one with the demonstration
//                            county's data
//   = 3                      its exit code (0 when left out)
//   > a line that stdout contains
//   ! a line that stderr contains
//   - a text that neither contains
//   ? a shell command        what the rest needs: when it fails, the rest is skipped, and the test says so
//   ~ a shell command        run at the end, whatever happened, the last one first
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/text.h"

namespace jiheng {
namespace {

namespace fs = std::filesystem;

struct Step {
  std::string sentence;
  std::string command;
  int exit_code = 0;
  std::vector<std::string> out;
  std::vector<std::string> err;
  std::vector<std::string> never;
  int line = 0;
  bool needed = false;  ///< a condition, not a test
};

struct Transcript {
  std::vector<Step> steps;
  std::vector<std::string> clean_up;
};

Transcript parse_transcript(const std::string& text) {
  Transcript transcript;
  auto& steps = transcript.steps;
  std::string sentence;
  int number = 0;
  for (const auto raw : split(text, '\n')) {
    ++number;
    const std::string line(raw);
    const std::string rest = line.size() > 2 ? line.substr(2) : std::string{};
    if (line.starts_with("# ")) {
      sentence = rest;
    } else if (line.starts_with("$ ")) {
      steps.push_back({sentence, rest, 0, {}, {}, {}, number, false});
    } else if (line.starts_with("? ")) {
      steps.push_back({sentence, rest, 0, {}, {}, {}, number, true});
    } else if (line.starts_with("~ ")) {
      transcript.clean_up.insert(transcript.clean_up.begin(), rest);
    } else if (line.empty()) {
      continue;
    } else if (steps.empty()) {
      ADD_FAILURE() << "line " << number << " stands before any command: " << line;
    } else if (line.starts_with("= ")) {
      steps.back().exit_code = std::stoi(rest);
    } else if (line.starts_with("> ")) {
      steps.back().out.push_back(rest);
    } else if (line.starts_with("! ")) {
      steps.back().err.push_back(rest);
    } else if (line.starts_with("- ")) {
      steps.back().never.push_back(rest);
    } else {
      ADD_FAILURE() << "line " << number << " is no step: " << line;
    }
  }
  return transcript;
}

int shell(const std::string& command) {
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// The program under test, and a data folder with the demonstration county, made once.
class Transcripts : public ::testing::TestWithParam<std::string> {
 protected:
  static void SetUpTestSuite() {
    scratch_ = fs::temp_directory_path() / ("jiheng-cli-" + std::to_string(::getpid()));
    fs::create_directories(scratch_);
    const char* program = std::getenv("JIHENG_BIN");
    ASSERT_NE(program, nullptr) << "JIHENG_BIN names the program to test";
    ASSERT_TRUE(fs::exists(program)) << program;
    bin_ = fs::absolute(program).parent_path();
    ASSERT_EQ(shell(bin_.string() + "/jiheng init --demo yanchi --data " + (scratch_ / "demo").string() +
                    " >/dev/null"),
              0);
  }
  static void TearDownTestSuite() { fs::remove_all(scratch_); }

  static inline fs::path scratch_;
  static inline fs::path bin_;
};

struct Answer {
  int code = 0;
  std::string out;
  std::string err;
};

/// Runs commands of one transcript in its folder.
class Shell {
 public:
  Shell(fs::path tmp, std::string bin, std::string demo)
      : tmp_(std::move(tmp)), bin_(std::move(bin)), demo_(std::move(demo)) {
    fs::create_directories(tmp_);
  }

  std::string fill(std::string line) const {
    return replace_all(replace_all(std::move(line), "{tmp}", tmp_.string()), "{demo}", demo_);
  }

  Answer run(const std::string& command) const {
    const std::string script = "cd " + std::string(JIHENG_SOURCE_DIR) + " && export PATH=" + bin_ +
                               ":$PATH && ( " + fill(command) + " )";
    const std::string place = tmp_.string() + ".";
    EXPECT_TRUE(write_file(place + "script", script));
    const int code = shell("bash " + place + "script >" + place + "out 2>" + place + "err </dev/null");
    return {code, read_file(place + "out").value_or(""), read_file(place + "err").value_or("")};
  }

 private:
  fs::path tmp_;
  std::string bin_;
  std::string demo_;
};

void check_step(const Step& step, const Shell& shell) {
  const auto [code, out, err] = shell.run(step.command);
  EXPECT_EQ(code, step.exit_code) << "stdout:\n" << out << "\nstderr:\n" << err;
  for (const auto& line : step.out)
    EXPECT_NE(out.find(shell.fill(line)), std::string::npos) << line << "\nstdout:\n" << out;
  for (const auto& line : step.err)
    EXPECT_NE(err.find(shell.fill(line)), std::string::npos) << line << "\nstderr:\n" << err;
  for (const auto& line : step.never) {
    EXPECT_EQ(out.find(line), std::string::npos) << line << "\nstdout:\n" << out;
    EXPECT_EQ(err.find(line), std::string::npos) << line << "\nstderr:\n" << err;
  }
}

TEST_P(Transcripts, HoldsLineByLine) {
  const fs::path file = fs::path(JIHENG_SOURCE_DIR) / "tests/cli/transcripts" / (GetParam() + ".test");
  const auto text = read_file(file);
  ASSERT_TRUE(text);
  const Shell shell(scratch_ / GetParam(), bin_.string(), (scratch_ / "demo").string());
  const auto transcript = parse_transcript(*text);
  EXPECT_FALSE(transcript.steps.empty());
  std::string skipped;
  for (const auto& step : transcript.steps) {
    SCOPED_TRACE(file.string() + ":" + std::to_string(step.line) + ": " + step.sentence);
    EXPECT_FALSE(step.sentence.empty()) << "every step says what it is for";
    if (!step.needed) {
      check_step(step, shell);
    } else if (shell.run(step.command).code != 0) {
      skipped = file.filename().string() + ":" + std::to_string(step.line) + ": " + step.sentence;
      break;
    }
  }
  for (const auto& command : transcript.clean_up) shell.run(command);
  if (!skipped.empty()) GTEST_SKIP() << "not possible here, the rest was not tested: " << skipped;
}

std::vector<std::string> transcript_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(fs::path(JIHENG_SOURCE_DIR) / "tests/cli/transcripts")) {
    if (entry.path().extension() == ".test") names.push_back(entry.path().stem());
  }
  std::ranges::sort(names);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Cli, Transcripts, ::testing::ValuesIn(transcript_names()), [](const auto& one) {
  std::string name = one.param;
  std::ranges::replace(name, '-', '_');
  return name;
});

}  // namespace
}  // namespace jiheng
