#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/access.h"
#include "app/workspace.h"
#include "base/enum_table.h"
#include "engine/library_pinyin.h"

// Finding a project, a unit or a goal by a piece of its code, its name, or the name's pinyin.
namespace jiheng::app {

enum class SearchKind { project, unit, goal };

inline constexpr std::array kSearchKindTable{
    EnumRow<SearchKind>{SearchKind::project, "project", "项目"},
    EnumRow<SearchKind>{SearchKind::unit, "unit", "单位"},
    EnumRow<SearchKind>{SearchKind::goal, "goal", "绩效目标"},
};
constexpr const auto& enum_table(SearchKind) { return kSearchKindTable; }

struct SearchHit {
  std::int64_t id = 0;
  std::string code;                ///< of a goal its project's
  std::string name;                ///< of a goal its project's
  std::string extra;               ///< of a project its unit, of a unit its department, of a goal its state
  std::optional<FiscalYear> year;  ///< of a goal
};

struct SearchGroup {
  SearchKind kind{};
  std::int64_t total = 0;  ///< all that fit and that the viewer may see
  std::vector<SearchHit> hits;
};

/// What can be found at one place, kept in memory and brought up to date from the audit trail: only rows that
/// were written since are read again, and a name's pinyin is made once, apart from the rows: it costs ten
/// times what reading them does, and only letters ask for it. Thread-safe; while one thread speaks names,
/// others find by code and by name.
class SearchIndex {
 public:
  /// Reads what was written since the last question.
  Result<void> refresh(store::Store& store, Region place);
  /// Makes the pinyin of some names that have none yet. False when all have theirs: what others are making
  /// is waited for.
  bool speak_some();
  /// Makes the pinyin of all names.
  void speak_all();
  /// What fits every word of `text`, whole codes and names first, then beginnings, then parts, then pinyin;
  /// at most `most` of each kind. Goals of the viewer's year come before those of others. Nothing for an
  /// empty text. What the viewer may not list is neither shown nor counted.
  std::vector<SearchGroup> find(const Access& access, std::string_view text, std::size_t most);

 private:
  struct Entry {
    std::int64_t id = 0;
    std::int64_t unit = 0;
    std::string code;
    std::string name;
    std::string small_code;  ///< in small letters, as words are compared
    std::string small_name;
    std::string former;  ///< of a unit: its earlier names
    std::string above;   ///< of a unit: its department's code
    const engine::PinyinText* sound = nullptr;
  };
  struct GoalEntry {
    std::int64_t project = 0;
    FiscalYear year;
    std::string state;
    std::string state_label;
  };

  Result<void> read_all(store::Store& store, Region place);
  Result<void> read_units(store::Store& store, Region place);
  Result<void> read_projects(store::Store& store, Region place, const std::vector<std::int64_t>* only);
  Result<void> read_goals(store::Store& store, Region place, const std::vector<std::int64_t>* only);
  void take_name(Entry& entry);
  void give_sounds();
  SearchGroup find_goals(const Access& access, const std::map<std::int64_t, int>& projects,
                         std::size_t most) const;

  std::mutex speaking_;  ///< held while names are spoken; always taken before mutex_
  std::mutex mutex_;     ///< of all below
  std::optional<Region> place_;
  std::int64_t audit_ = 0;
  std::map<std::int64_t, Entry> projects_;
  std::map<std::int64_t, Entry> units_;
  std::map<std::int64_t, GoalEntry> goals_;
  std::unordered_map<std::string, engine::PinyinText> sounds_;  ///< by name; never shrinks in a run
  std::vector<std::string> unspoken_;                           ///< names that have no sound yet
};

/// Finds in the viewer's place. An empty text only makes the index ready.
Result<std::vector<SearchGroup>> search(Workspace& workspace, const Access& access, std::string_view text,
                                        std::size_t most);

}  // namespace jiheng::app
