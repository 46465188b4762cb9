#include "app/workspace.h"

#include <gtest/gtest.h>

#include "model/assessment.h"
#include "model/unit.h"
#include "support/store_backend.h"

namespace jiheng::app {
namespace {

using jiheng::testing::must;
using jiheng::testing::TempDir;

/// Writes an assessment, and the unit it belongs to.
void write_assessment(Workspace& workspace, int region, const std::string& name) {
  Unit unit;
  unit.region = must(Region::of(region));
  unit.code = "219001";
  unit.name = "教育局";
  unit.department_code = "219";
  unit.kind = UnitKind::unit;
  unit.sector = "教育";
  Assessment assessment;
  assessment.region = unit.region;
  assessment.unit_id.value = must(workspace.write({"test", "test"}, {store::put_of(unit)})).ids.at(0);
  assessment.year = must(FiscalYear::of(2022));
  assessment.project_name = name;
  assessment.sector = "教育";
  assessment.amount = Money::from_fen(100);
  must(workspace.write({"test", "test"}, {store::put_of(assessment)}));
}

/// Two programs over one data folder.
class TwoWorkspaces : public ::testing::Test {
 protected:
  std::unique_ptr<Workspace> open(store::OpenMode mode, std::chrono::milliseconds look_every) {
    WorkspaceOptions options;
    options.data = dir_.path() / "data";
    options.mode = mode;
    options.look_every = look_every;
    return must(Workspace::open(options));
  }

  TempDir dir_;
};

/// The names of the assessments that the facts of a region know.
std::vector<std::string> names_at(Workspace& workspace, int region) {
  const auto facts = must(workspace.facts());
  std::vector<std::string> names;
  for (const auto* one : facts->within(must(Region::of(region)))) {
    for (const auto name : one->table(law::Entity::assessment).names) names.emplace_back(one->name(name));
  }
  return names;
}

TEST_F(TwoWorkspaces, see_what_the_other_has_written_in_any_region) {
  const auto writer = open(store::OpenMode::create, std::chrono::milliseconds(0));
  const auto reader = open(store::OpenMode::open_existing, std::chrono::milliseconds(0));
  EXPECT_TRUE(names_at(*reader, 640323).empty());
  write_assessment(*writer, 640323, "甲");
  EXPECT_EQ(names_at(*reader, 640323), (std::vector<std::string>{"甲"}));
  write_assessment(*reader, 640323, "乙");
  write_assessment(*writer, 640324, "丙");
  EXPECT_EQ(names_at(*reader, 640323), (std::vector<std::string>{"甲", "乙"}));
  EXPECT_EQ(names_at(*reader, 640324), (std::vector<std::string>{"丙"}));
  EXPECT_EQ(names_at(*writer, 640323), (std::vector<std::string>{"甲", "乙"}));
}

TEST_F(TwoWorkspaces, do_not_read_the_facts_again_when_nothing_was_written_or_only_a_snapshot) {
  const auto writer = open(store::OpenMode::create, std::chrono::milliseconds(0));
  write_assessment(*writer, 640323, "甲");
  const auto reader = open(store::OpenMode::open_existing, std::chrono::milliseconds(0));
  const auto first = must(reader->facts());
  EXPECT_EQ(must(reader->facts()), first);
  must(writer->store().set_setting({"a", "test"}, "colour", "red"));
  EXPECT_EQ(must(reader->facts()), first);
}

TEST_F(TwoWorkspaces, look_no_more_often_than_told) {
  const auto writer = open(store::OpenMode::create, std::chrono::milliseconds(0));
  const auto reader = open(store::OpenMode::open_existing, std::chrono::hours(1));
  must(reader->facts());
  must(reader->facts());
  write_assessment(*writer, 640323, "甲");
  EXPECT_TRUE(names_at(*reader, 640323).empty());
  write_assessment(*reader, 640324, "乙");  // its own write looks at once
  EXPECT_EQ(names_at(*reader, 640323), (std::vector<std::string>{"甲"}));
}

}  // namespace
}  // namespace jiheng::app
