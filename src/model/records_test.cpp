#include "model/records.h"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>

#include "model/function_class.h"
#include "model/project_code.h"

namespace jiheng {
namespace {

TEST(Records, EachBeginsWithRegionAndIdAndHasANaturalKey) {
  std::set<std::string_view> names;
  for (const auto* record : stored_records()) {
    EXPECT_TRUE(names.insert(record->name).second) << record->name;
    EXPECT_EQ(record->fields[0].name, "region") << record->name;
    EXPECT_EQ(record->fields[0].type->kind, FieldKind::region) << record->name;
    EXPECT_EQ(record->fields[1].name, "id") << record->name;
    EXPECT_FALSE(record->natural_key().empty()) << record->name;
  }
  EXPECT_EQ(names.size(), all_records().size() + internal_records().size());
}

TEST(Records, EachFieldHasALabelForThoseWhoReadTheAuditTrail) {
  for (const auto* record : stored_records()) {
    for (const auto& field : record->fields)
      EXPECT_TRUE(field.name == "id" || !field.options.zh.empty()) << record->name << "." << field.name;
  }
}

TEST(Records, ThoseThatFilesCarrySayWhereTheyComeFromAndHaveNoSecrets) {
  for (const auto* record : all_records()) {
    EXPECT_NE(record->find("provenance"), nullptr) << record->name;
    for (const auto& field : record->fields)
      EXPECT_FALSE(field.options.secret) << record->name << "." << field.name;
  }
}

TEST(Records, InternalOnesAreNotFoundByNameSoThatNoFileOrListReachesThem) {
  for (const auto* record : internal_records()) EXPECT_EQ(find_record(record->name), nullptr) << record->name;
}

TEST(Records, FieldNamesAndLabelsAreUniqueWithinARecord) {
  for (const auto* record : all_records()) {
    std::set<std::string_view> seen;
    for (const auto& field : record->fields) {
      EXPECT_TRUE(seen.insert(field.name).second) << record->name << "." << field.name;
      if (!field.options.zh.empty()) {
        EXPECT_TRUE(seen.insert(field.options.zh).second) << record->name << "." << field.options.zh;
      }
    }
  }
}

TEST(Records, AReferenceNamesARecordThatStandsBeforeIt) {
  std::set<std::string_view> before;
  for (const auto* record : stored_records()) {
    for (const auto& field : record->fields) {
      if (!field.options.ref.empty()) {
        EXPECT_TRUE(before.contains(field.options.ref)) << record->name << "." << field.name;
      }
    }
    before.insert(record->name);
  }
}

TEST(Records, AreFoundByEitherSpelling) {
  EXPECT_EQ(find_record("budget-line"), find_record("budget_line"));
  EXPECT_NE(find_record("project"), nullptr);
  EXPECT_EQ(find_record("projects"), nullptr);
}

struct BadCode {
  const char* text;
  const char* says;
};

TEST(ProjectCode, SaysWhichPartIsWrong) {
  const std::array cases{
      BadCode{"", "21 位"},
      BadCode{"64032322T00000000000", "21 位"},
      BadCode{"99032322T000000000001", "前 6 位"},
      BadCode{"640323xxT000000000001", "年度"},
      BadCode{"64032322X000000000001", "类别字母"},
      BadCode{"64032322T00000000000a", "流水"},
  };
  for (const auto& bad : cases) {
    const auto code = parse_project_code(bad.text);
    ASSERT_FALSE(code) << bad.text;
    EXPECT_NE(code.error().message.find(bad.says), std::string::npos) << code.error().message;
  }
}

TEST(ProjectCode, ReadsARealOne) {
  const auto code = parse_project_code("51092322T000000436802");
  ASSERT_TRUE(code);
  EXPECT_EQ(code->region.code(), 510923);
  EXPECT_EQ(code->year, 2022);
  EXPECT_EQ(code->letter, 'T');
}

TEST(FunctionClass, IsFoundByItsFirstThreeDigits) {
  EXPECT_EQ(function_class_label("2050202"), "教育");
  EXPECT_EQ(function_class_label("999"), "");
}

}  // namespace
}  // namespace jiheng
