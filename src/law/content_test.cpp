#include <gmock/gmock.h>

#include <filesystem>

#include "law/book.h"
#include "law/head.h"
#include "law/parameter.h"

namespace jiheng::law {
namespace {

using testing::ElementsAre;

TEST(LawContent, TheEmbeddedLawPassesEveryCheck) {
  const auto book = Book::embedded();
  ASSERT_TRUE(book) << to_string(book.error());
  for (const Kind kind : {Kind::sources, Kind::parameters, Kind::schemes, Kind::forms, Kind::figures,
                          Kind::reports, Kind::indicators, Kind::policies, Kind::places}) {
    EXPECT_FALSE(book->all(kind, *Region::parse("640323"), *Date::of(2022, 12, 31)).empty())
        << kind_name(kind);
  }
}

TEST(LawContent, TheFolderAndTheProgramHoldTheSameLaw) {
  const auto embedded = Book::embedded();
  const auto folder = Book::from_directory(std::filesystem::path(JIHENG_SOURCE_DIR) / "law");
  ASSERT_TRUE(embedded && folder) << (folder ? "" : to_string(folder.error()));
  EXPECT_EQ(embedded->version(), folder->version());
}

TEST(LawContent, NothingIsVerifiedButWhatTheCountysReportSays) {
  const auto book = Book::embedded();
  ASSERT_TRUE(book) << to_string(book.error());
  for (const auto& document : book->documents()) {
    for (const auto& citation : all_citations(document)) {
      EXPECT_TRUE(!citation.verified || citation.source == "yanchi-2023-report")
          << document.file << " " << citation.source;
    }
    EXPECT_TRUE(document.kind != Kind::sources || !document.verified() || document.id == "yanchi-2023-report")
        << document.file;
  }
}

std::vector<std::string> places_of_layers(Kind kind, const char* id, const char* place, const char* day) {
  const auto book = Book::embedded();
  std::vector<std::string> places;
  const auto match = book ? book->find(kind, id, *Region::parse(place), *Date::parse(day)) : std::nullopt;
  if (!match) return places;
  for (const Document* layer : match->layers) {
    EXPECT_FALSE(all_citations(*layer).empty()) << layer->file;
    places.push_back(layer->place);
  }
  return places;
}

TEST(LawContent, HubeisSelfEvaluationStandsBeforeTheNationsAndBothAreCited) {
  EXPECT_THAT(places_of_layers(Kind::schemes, "scheme.self-evaluation", "420200", "2022-12-31"),
              ElementsAre("cn/42", "cn"));
  EXPECT_THAT(places_of_layers(Kind::schemes, "scheme.self-evaluation", "640323", "2022-12-31"),
              ElementsAre("cn"));
}

TEST(LawContent, YanchisMonitoringStandsBeforeTheNationsAndBothAreCited) {
  EXPECT_THAT(places_of_layers(Kind::parameters, "monitoring.months", "640323", "2022-12-31"),
              ElementsAre("cn/640323", "cn"));
}

struct MonitoringMonths {
  const char* place;
  const char* day;
  std::vector<std::string> months;  ///< empty: no rule yet
};

class MonitoringReplay : public testing::TestWithParam<MonitoringMonths> {};

TEST_P(MonitoringReplay, APastYearFollowsTheRuleOfItsTime) {
  const auto book = Book::embedded();
  ASSERT_TRUE(book) << to_string(book.error());
  const auto months = list_parameter(*book, "monitoring.months", *Region::parse(GetParam().place),
                                     *Date::parse(GetParam().day));
  EXPECT_EQ(months.value_or(std::vector<std::string>()), GetParam().months);
}

INSTANTIATE_TEST_SUITE_P(Days, MonitoringReplay,
                         testing::Values(MonitoringMonths{"640323", "2018-12-31", {}},
                                         MonitoringMonths{"640323", "2021-12-31", {"7"}},
                                         MonitoringMonths{"640323", "2022-01-01", {"3", "6", "9", "12"}},
                                         MonitoringMonths{"510811", "2024-12-31", {"7"}},
                                         MonitoringMonths{"510811", "2025-01-01", {"6", "9"}}));

}  // namespace
}  // namespace jiheng::law
