#include "law/compare.h"

#include <gmock/gmock.h>

namespace jiheng::law {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<Difference> differences(const char* before, const char* after) {
  return compare(*parse_yaml(before, "before"), *parse_yaml(after, "after"));
}

TEST(Compare, TheSameRuleHasNoDifference) {
  EXPECT_THAT(differences("a: 1\nb: [x, {c: d}]\n", "b: [x, {c: d}]\na: 1\n"), IsEmpty());
}

TEST(Compare, NamesWhatChangedWhatWentAndWhatCame) {
  EXPECT_THAT(differences("weights: {output: 50, outcome: 30}\nold: [1, 2]\n",
                          "weights: {output: 40, outcome: 30}\nnew: {a: b}\n"),
              ElementsAre(Difference{"/weights/output", "50", "40"}, Difference{"/old", "[1, 2]", ""},
                          Difference{"/new", "", "{a: b}"}));
}

TEST(Compare, ItemsWithNamesAreHeldAgainstEachOtherWhereverTheyStand) {
  EXPECT_THAT(differences("levels:\n  - {name: 产出, weight: 50}\n  - {name: 效益, weight: 30}\n",
                          "levels:\n  - {name: 成本, weight: 20}\n  - {name: 效益, weight: 20}\n  - {name: "
                          "产出, weight: 50}\n"),
              ElementsAre(Difference{"/levels/效益/weight", "30", "20"},
                          Difference{"/levels/成本", "", "{name: 成本, weight: 20}"}));
}

TEST(Compare, ItemsWithoutNamesAreCounted) {
  EXPECT_THAT(differences("words: [提高, 加强]\n", "words: [提高, 完善, 促进]\n"),
              ElementsAre(Difference{"/words/1", "加强", "完善"}, Difference{"/words/2", "", "促进"}));
}

TEST(Compare, ANumberIsNotTheTextThatLooksLikeIt) {
  EXPECT_THAT(differences("a: 1\n", "a: \"1\"\n"), ElementsAre(Difference{"/a", "1", "1"}));
}

TEST(Compare, KeysAreEscapedAsInJsonPointers) {
  EXPECT_THAT(differences("{\"a/b\": {\"c~d\": 1}}\n", "{\"a/b\": {\"c~d\": 2}}\n"),
              ElementsAre(Difference{"/a~1b/c~0d", "1", "2"}));
}

std::vector<std::string> users(const Book& book, Kind kind, const char* id) {
  std::vector<std::string> ids;
  for (const Document* user : used_by(book, kind, id)) ids.push_back(user->file);
  return ids;
}

TEST(UsedBy, FindsWhoCitesADocumentAndWhoNamesARule) {
  const auto book = Book::embedded();
  ASSERT_TRUE(book) << to_string(book.error());
  EXPECT_THAT(users(*book, Kind::parameters, "result-use.reduction-by-score"),
              ElementsAre("law/policies/result-use-yanchi.yaml"));
  EXPECT_THAT(users(*book, Kind::sources, "yanchi-2023-report"),
              testing::Contains("law/policies/result-use-yanchi.yaml"));
  EXPECT_THAT(users(*book, Kind::parameters, "result-use.reduction"), IsEmpty());
}

}  // namespace
}  // namespace jiheng::law
