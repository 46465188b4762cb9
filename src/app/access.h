#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/finding.h"
#include "base/json_writer.h"
#include "base/region.h"
#include "base/result.h"
#include "engine/figure.h"
#include "law/book.h"
#include "law/permission.h"
#include "model/ids.h"
#include "model/role.h"
#include "schema/record.h"
#include "store/store.h"

// The one place where permission is decided. What may be done is declared in law/parameters/permissions and
// compiled here into queries of the store, questions to the facts, and what the codecs may read and write.
namespace jiheng::app {

/// Who asks: a person, in one of his roles, in the year he has chosen, on a day.
struct Viewer {
  UserId user;          ///< 0: nobody is logged in, or the folder has no users
  std::string account;  ///< "wangli"
  std::string name;     ///< "王丽"
  RoleGrantId grant;    ///< the one in use
  Role role = Role::everybody;
  Region place;
  std::optional<UnitId> unit;  ///< of the grant
  UserId for_user;             ///< whose role it is, when it was delegated; else 0
  std::string for_name;
  FiscalYear year;
  Date day;

  /// Who writes, for the audit trail: "王丽（wangli）", of a delegated role "王丽（wangli，代 张强）".
  store::Actor actor(std::string_view via) const;
};

/// What a permission is asked about. A row of any record has one: see Access::subject_of.
struct Subject {
  Region region;
  std::optional<UnitId> unit;        ///< whose it is; empty: nobody's in particular
  std::optional<ProjectId> project;  ///< which project it belongs to
  std::string state;                 ///< code; "" where the record has none
};

/// Whose parts of a form may be read or written.
struct Parts {
  bool finance = false;
  bool project = false;

  bool none() const { return !finance && !project; }
  /// A field that is nobody's part in particular is open to either hand.
  bool holds(FieldPart part) const;
};

/// The declared matrix as it is in force at a place and a day.
using PermissionMatrix = std::shared_ptr<const std::vector<law::Permission>>;

/// What one viewer may do, compiled from the declared matrix, his grant, the unit tree and what was assigned
/// to him. Immutable and cheap to ask; made anew for each request, so that a grant that ends ends at once.
class Access {
 public:
  /// Reads the units and changes of units of the viewer's place, and his assignments, as far as his role
  /// needs them. The matrix is the law's at the viewer's place and day.
  static Result<std::shared_ptr<const Access>> compile(store::Store& store, const law::Book& book,
                                                       Viewer viewer);
  static Result<std::shared_ptr<const Access>> compile(store::Store& store, PermissionMatrix matrix,
                                                       Viewer viewer);

  const Viewer& viewer() const { return viewer_; }
  const std::vector<law::Permission>& matrix() const { return *matrix_; }

  /// Whether the viewer may do it at all: to some row, in some state. Routes ask this before they begin.
  bool may(std::string_view resource, law::Action action) const;
  /// Whether he may do it to this one.
  bool may(std::string_view resource, law::Action action, const Subject& subject) const;
  /// The same with an answer for people: `refused`, naming the roles that may.
  Result<void> require(std::string_view resource, law::Action action) const;
  Result<void> require(std::string_view resource, law::Action action, const Subject& subject) const;

  /// The query with what the viewer may see put on top: place, units, assignments, states. A query without a
  /// region gets the viewer's place. `refused` when he may not do it to any row, or the place is not his.
  Result<store::Query> narrow(const RecordDesc& record, law::Action action, store::Query query) const;
  /// The question with his units put on top; the answer, its groups and the rows behind it are of these only.
  /// `refused` as above.
  Result<engine::FigureQuery> narrow(engine::FigureQuery query) const;
  /// Whether a place is the viewer's, or lies within it (640000 holds 640323).
  bool covers(Region place) const;
  /// The units that he may do this to, by code; an empty optional: all of them. For lists that no store query
  /// and no figure answers.
  std::optional<std::vector<std::string>> unit_codes(std::string_view resource, law::Action action) const;

  /// One row that the viewer may do `action` to. What he may not read is `not_found`, as if it were not
  /// there; what he may read but not do this to is `refused`.
  Result<Row> find(store::Store& store, const RecordDesc& record, law::Action action, std::int64_t id) const;

  /// The parts of a row's form that are open to him.
  Parts parts(std::string_view resource, law::Action action, const Subject& subject) const;
  /// Whether he may read, or write, one field. Secret fields are never open, system and key fields (region,
  /// id) never to writing.
  bool may_read(const RecordDesc& record, const FieldDesc& field, const Subject& subject) const;
  bool may_write(const RecordDesc& record, const FieldDesc& field, const Subject& subject) const;
  /// A finding for each field that differs between the rows and that he may not write; `before` empty: a new
  /// row. `where` is "<pointer>/<field>".
  Findings check_write(const RecordDesc& record, const Row& before, const Row& after, const Subject& subject,
                       std::string_view pointer = "") const;

  /// Where a row stands: its unit and project are followed through the store.
  static Result<Subject> subject_of(store::Store& store, const RecordDesc& record, const Row& row);

 private:
  explicit Access(Viewer viewer) : viewer_(std::move(viewer)) {}
  Result<void> read_reach(store::Store& store);
  /// Calls `take` with each row of the matrix that is about the viewer's role and does `action`; stops at
  /// true.
  bool any_row(std::string_view resource, law::Action action,
               const std::function<bool(const law::PermissionRow&)>& take) const;
  bool in_scope(const law::PermissionRow& row, const Subject& subject) const;
  /// Which rows of a record; nullptr: all of the place. An error when none.
  Result<std::shared_ptr<const store::RowScope>> row_scope(std::string_view resource,
                                                           law::Action action) const;
  tl::unexpected<Error> refusal(std::string_view resource, law::Action action) const;

  Viewer viewer_;
  PermissionMatrix matrix_;
  std::vector<std::int64_t> units_;      ///< ids that the grant reaches, sorted; of unit and department roles
  std::vector<std::string> unit_codes_;  ///< the same by code
  std::vector<std::int64_t> projects_;   ///< assigned, sorted
};

/// Writes the fields of a row that the viewer may read, as schema/json.h's write_record does.
void write_visible(JsonWriter& writer, const Access& access, const RecordDesc& record, const Row& row,
                   const Subject& subject);

}  // namespace jiheng::app
