#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/access.h"
#include "app/sessions.h"
#include "app/workspace.h"
#include "base/node.h"
#include "base/sm3.h"
#include "http/service.h"
#include "model/assignment.h"
#include "model/credential.h"
#include "model/project.h"
#include "model/role_grant.h"
#include "model/session.h"
#include "model/unit.h"
#include "model/user.h"
#include "support/store_backend.h"

namespace jiheng::testing {

/// Where something stands, seen from the person under test: his own unit, a sibling of the same department, a
/// unit of another department, and the unit of the same code in another place.
enum class Where { own, sibling, other, elsewhere };
inline constexpr Where kWheres[] = {Where::own, Where::sibling, Where::other, Where::elsewhere};
std::string_view where_name(Where where);

/// Two small places with the same units, and in 640323 a person for each role, who works for unit 101001 of
/// department 101. Every unit has a project with one row of every kind; what has states has a row in each.
class PeopleWorld {
 public:
  explicit PeopleWorld(Backend backend = Backend::file);

  app::Workspace& workspace() { return *workspace_; }
  FixedClock& clock() { return *clock_; }
  Region home() const { return home_; }
  Region elsewhere() const { return elsewhere_; }

  const Unit& unit(Where where) const { return units_.at(where); }
  const Project& project(Where where) const { return projects_.at(where); }
  const User& user(Role role) const { return users_.at(role); }
  /// The rows of a kind that belong to a unit, one a state.
  std::vector<Row> rows(const RecordDesc& record, Where where);

  /// A viewer in that role; everybody and open have no user.
  app::Viewer viewer(Role role) const;
  std::shared_ptr<const app::Access> access(Role role);
  /// The cookie header of a fresh session of the role's person, all factors given.
  std::string cookie(Role role);
  /// The session that belongs to the last cookie().
  app::Sessions sessions() { return app::Sessions(*workspace_); }

 private:
  void add_place(Region place);
  void add_rows(const RecordDesc& record, const Unit& unit, const Project& project);
  void add_people();
  std::int64_t put(const RecordDesc& record, Row row);
  template <class T>
  std::int64_t put(const T& record) {
    return put(record_of<T>(), to_row(record));
  }

  TempDir dir_;
  std::shared_ptr<FixedClock> clock_;
  Region home_;
  Region elsewhere_;
  std::unique_ptr<app::Workspace> workspace_;
  std::map<Where, Unit> units_;
  std::map<Where, Project> projects_;
  std::map<Role, User> users_;
  std::map<Role, RoleGrant> grants_;
  std::int64_t serial_ = 0;
};

/// A second reading of law/parameters/permissions, as simple as can be, straight from the files' trees:
/// whether the role's person may do it to something that stands there in that state ("" where there are
/// none).
class DeclaredMatrix {
 public:
  explicit DeclaredMatrix(const law::Book& book);

  bool may(Role role, const std::string& resource, const std::string& action, Where where,
           const std::string& state) const;
  /// To anything at all.
  bool may(Role role, const std::string& resource, const std::string& action) const;
  bool has(const std::string& resource) const { return files_.contains(resource); }
  std::vector<std::string> resources() const;

 private:
  bool business(const std::string& resource) const;
  std::map<std::string, const Node*> files_;
};

/// The codes of a record's field `state`; {""} without one.
std::vector<std::string> states_of(const RecordDesc& record);

}  // namespace jiheng::testing
