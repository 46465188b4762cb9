#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "app/goal_file.h"
#include "app/goal_form.h"
#include "io/form_stamp.h"

namespace jiheng::app {

/// A form as it was when its workbook went out: what it said, and after which write.
struct TakenForm {
  GoalRef ref;
  std::int64_t at_ms = 0;
  std::int64_t audit = 0;  ///< number of the last audit entry
  std::string tag;         ///< form_tag() of what it said
  std::string json;        ///< form_json(): only looked into when somebody has typed since
};

/// Changes whenever anything in the form does.
std::string form_tag(const GoalForm& form);

/// What the workbook of a form carries: the time at the foot of each page, and the form itself, by which an
/// import tells what was typed in the sheet from what was typed in the browser meanwhile.
Result<io::FormStamp> stamp_of(Workspace& workspace, const GoalFile& file);
/// The form that a workbook carries; nothing when it has none, or somebody has damaged it.
std::optional<TakenForm> taken_of(std::string_view kept);

/// Who wrote what since a workbook went out, from the audit trail.
class LaterEdits {
 public:
  struct Edit {
    std::int64_t at_ms = 0;
    std::string who;         ///< of the last one, "王丽"
    bool own_sheets = true;  ///< all of them were the viewer's own imports of workbooks
  };

  /// Reads the trail from the entry after `audit` on, once for all forms that went out later.
  Result<void> read(Workspace& workspace, const Access& access, std::int64_t audit);
  /// The edits of a column of a record's row, also of rows that came or went; nullptr: none.
  const Edit* find(std::string_view record, std::int64_t id, std::string_view column) const;

 private:
  void take(const Access& access, const store::AuditEntry& entry);
  void note(const std::string& key, const store::AuditEntry& entry, bool own);

  std::optional<std::int64_t> from_;
  std::unordered_map<std::string, Edit> edits_;
};

}  // namespace jiheng::app
