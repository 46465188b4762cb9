#include <gtest/gtest.h>

#include <array>

#include "base/node.h"
#include "schema/columns.h"
#include "schema/field_text.h"
#include "schema/json.h"
#include "schema/openapi.h"
#include "schema/sql.h"

namespace jiheng {
namespace {

enum class Colour { red, blue };
constexpr std::array kColourTable{EnumRow<Colour>{Colour::red, "red", "红"},
                                  EnumRow<Colour>{Colour::blue, "blue", "蓝"}};
constexpr const auto& enum_table(Colour) { return kColourTable; }

struct Sample {
  Region region;
  Id<Sample> id;
  std::string title;
  std::optional<Money> amount;
  Score weight;
  std::optional<Ratio> progress;
  Date day;
  Colour colour{};
  bool core = false;
  std::int64_t count = 0;
  std::optional<Score> computed;

  friend bool operator==(const Sample&, const Sample&) = default;
};

constexpr std::array kSampleFields{
    field<&Sample::region>("region", {.zh = "区划代码"}),
    field<&Sample::id>("id"),
    field<&Sample::title>("title", {.zh = "名称", .required = true, .max = 5, .key = true}),
    field<&Sample::amount>("amount", {.zh = "金额"}),
    field<&Sample::weight>("weight", {.zh = "分值"}),
    field<&Sample::progress>("progress", {.zh = "进度", .percent = true}),
    field<&Sample::day>("day", {.zh = "日期"}),
    field<&Sample::colour>("colour", {.zh = "颜色"}),
    field<&Sample::core>("core", {.zh = "核心"}),
    field<&Sample::count>("count", {.zh = "数量"}),
    field<&Sample::computed>("computed", {.zh = "系统分", .system = true}),
};

}  // namespace

template <>
const RecordDesc& record_of<Sample>() {
  static constexpr RecordDesc kDesc{"sample", "样例", kSampleFields};
  return kDesc;
}

namespace {

Sample full_sample() {
  Sample sample;
  sample.region = *Region::parse("640323");
  sample.id.value = 9'007'199'254'740'993;  // more than a double can hold
  sample.title = "盐池";
  sample.amount = Money::from_fen(84'726'100'000);
  sample.weight = Score::from_hundredths(1050);
  sample.progress = Ratio::from_ppm(973'000);
  sample.day = *Date::of(2022, 3, 31);
  sample.colour = Colour::blue;
  sample.core = true;
  sample.count = 27;
  return sample;
}

std::string json_of(const Sample& sample) {
  JsonWriter writer;
  write_record(writer, record_of<Sample>(), &sample);
  return writer.take();
}

TEST(RecordJson, ReportsEveryFaultAtOnceWithItsPointer) {
  const auto node =
      parse_json(R"({"title":"太长的一个名称","amount":1.5,"weight":"10","progress":1.5,"day":"2023-02-29",
    "colour":"green","core":1,"bogus":1,"computed":90})",
                 "f");
  ASSERT_TRUE(node);
  Sample sample = full_sample();
  const Sample before = sample;
  const auto findings = read_record(*node, record_of<Sample>(), &sample, "/rows/3");
  std::vector<std::string> places;
  for (const auto& finding : findings) places.push_back(finding.where);
  EXPECT_EQ(places,
            (std::vector<std::string>{"/rows/3/bogus", "/rows/3/title", "/rows/3/amount", "/rows/3/weight",
                                      "/rows/3/day", "/rows/3/colour", "/rows/3/core", "/rows/3/computed"}));
  EXPECT_EQ(sample, before) << "a refused record is left as it was";
}

TEST(RecordJson, RequiredTextMustBeThereAndNotBlank) {
  Sample sample;
  EXPECT_EQ(read_record(*parse_json("{}", "f"), record_of<Sample>(), &sample)[0].where, "/title");
  EXPECT_EQ(read_record(*parse_json(R"({"title":"　"})", "f"), record_of<Sample>(), &sample)[0].rule,
            "json.value");
  EXPECT_EQ(read_record(*parse_json("[]", "f"), record_of<Sample>(), &sample)[0].rule, "json.type");
}

TEST(RecordJson, WritesMoneyInFenScoresExactlyAndIdsAsStrings) {
  EXPECT_EQ(
      json_of(full_sample()),
      R"({"region":"640323","id":"9007199254740993","title":"盐池","amount":84726100000,"weight":10.5,"progress":0.973,)"
      R"("day":"2022-03-31","colour":"blue","core":true,"count":27,"computed":null})");
}

TEST(RecordJson, ReadingWhatWasWrittenGivesTheSameRecord) {
  const Sample sample = full_sample();
  Sample read;
  const auto findings = read_record(*parse_json(json_of(sample), "f"), record_of<Sample>(), &read);
  EXPECT_TRUE(findings.empty()) << to_string(findings[0]);
  EXPECT_EQ(read, sample);
}

TEST(RecordJson, NullEmptiesAnOptionalField) {
  Sample sample = full_sample();
  EXPECT_TRUE(
      read_record(*parse_json(R"({"title":"a","amount":null})", "f"), record_of<Sample>(), &sample).empty());
  EXPECT_FALSE(sample.amount.has_value());
  EXPECT_TRUE(sample.progress.has_value()) << "a member that is not there is left alone";
}

TEST(Row, ToAndFromIsTheSame) {
  const Sample sample = full_sample();
  EXPECT_EQ(from_row<Sample>(to_row(sample)), sample);
}

struct BadCell {
  const char* field;
  const char* text;
  const char* says;
};

TEST(FieldText, SaysWhatWasExpectedOfABadCell) {
  const std::array cases{
      BadCell{"amount", "1,234.5万", "单位写在表头"},
      BadCell{"amount", "1e9", "科学计数法"},
      BadCell{"weight", "10.005", "两位小数"},
      BadCell{"weight", "", "没有填"},
      BadCell{"progress", "97.12345%", "百万分之一"},
      BadCell{"day", "3月底", "2022-03-31"},
      BadCell{"colour", "绿", "红、蓝"},
      BadCell{"core", "也许", "“是”或“否”"},
      BadCell{"count", "1.5", "整数"},
      BadCell{"region", "64032", "6 位"},
  };
  for (const auto& bad : cases) {
    const auto value = parse_field(*record_of<Sample>().find(bad.field), bad.text);
    ASSERT_FALSE(value) << bad.field << " " << bad.text;
    EXPECT_NE(value.error().message.find(bad.says), std::string::npos) << value.error().message;
  }
}

TEST(FieldText, WhatIsWrittenIsReadBackWithoutLoss) {
  const Sample sample = full_sample();
  for (const auto position : file_fields(record_of<Sample>())) {
    const auto& field = record_of<Sample>().fields[position];
    for (const auto unit : {MoneyUnit::yuan, MoneyUnit::wan}) {
      const auto text = write_field(field, field.get(&sample), unit);
      const auto value = parse_field(field, text, unit);
      ASSERT_TRUE(value) << field.name << " " << text;
      EXPECT_EQ(*value, field.get(&sample)) << field.name << " " << text;
    }
  }
}

TEST(FieldText, MoneyMustNotBeNegativeUnlessTheFieldSaysSo) {
  const auto& amount = *record_of<Sample>().find("amount");
  EXPECT_NE(check_field(amount, Value{std::int64_t{-1200}}).find("不能为负"), std::string::npos);
  EXPECT_TRUE(check_field(amount, Value{std::int64_t{1200}}).empty());
  EXPECT_TRUE(check_field(amount, Value{}).empty());
}

TEST(Columns, AMoneyColumnMustSayItsUnit) {
  const auto& desc = record_of<Sample>();
  EXPECT_FALSE(match_header(desc, "金额"));
  EXPECT_FALSE(match_header(desc, "金额（千元）"));
  EXPECT_EQ((*match_header(desc, "金额(元)"))->unit, MoneyUnit::yuan);
  EXPECT_EQ((*match_header(desc, " amount（万元） "))->unit, MoneyUnit::wan);
  EXPECT_FALSE(match_header(desc, "系统分")->has_value()) << "system fields are not in files";
  EXPECT_FALSE(match_header(desc, "别的")->has_value());
}

TEST(Columns, EveryHeaderOfAFileIsFoundAgain) {
  const auto& desc = record_of<Sample>();
  const auto positions = file_fields(desc);
  const auto header = file_header(desc, MoneyUnit::yuan);
  ASSERT_EQ(header.size(), positions.size());
  for (std::size_t i = 0; i < header.size(); ++i)
    EXPECT_EQ((*match_header(desc, header[i]))->field, positions[i]) << header[i];
}

TEST(Sql, ColumnsFollowTheDescription) {
  EXPECT_EQ(column_list(record_of<Sample>()),
            "region, id, title, amount, weight, progress, day, colour, core, count, computed");
  const auto postgres = expected_columns(record_of<Sample>(), SqlDialect::postgres);
  EXPECT_NE(postgres.find("amount bigint\n"), std::string::npos);
  EXPECT_NE(postgres.find("day date not null\n"), std::string::npos);
  EXPECT_NE(postgres.find("core boolean not null\n"), std::string::npos);
  EXPECT_NE(expected_columns(record_of<Sample>(), SqlDialect::sqlite).find("day TEXT not null\n"),
            std::string::npos);
}

TEST(OpenApi, NamesTypesEnumerationsAndWhatIsReadOnly) {
  JsonWriter writer;
  write_openapi_schema(writer, record_of<Sample>());
  const auto node = parse_json(writer.text(), "f");
  ASSERT_TRUE(node);
  const Node& properties = *node->find("properties");
  EXPECT_EQ(properties.find("id")->text_of("type"), "string");
  EXPECT_EQ(properties.find("colour")->find("enum")->items.size(), 2U);
  EXPECT_EQ(properties.find("computed")->text_of("readOnly"), "true");
  EXPECT_EQ(properties.find("amount")->find("type")->items.size(), 2U) << "optional: number or null";
  EXPECT_EQ(properties.members.size(), record_of<Sample>().fields.size());
}

}  // namespace
}  // namespace jiheng
