#include "law/permission.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "law/check.h"
#include "law/parameter.h"
#include "law/suggest.h"
#include "model/records.h"

namespace jiheng::law {
namespace {

constexpr const char* kPermissionRule = "law.permission";
constexpr std::string_view kPermissionPrefix = "permission.";

template <class E>
std::vector<std::string> codes_of_enum() {
  std::vector<std::string> codes;
  for (const auto& row : enum_table(E{})) codes.emplace_back(row.code);
  return codes;
}

/// By code only: a label is no code, even where find_enum() takes both.
template <class E>
const E* find_code(std::string_view text) {
  const E* found = find_enum<E>(text);
  return found != nullptr && enum_code(*found) == text ? found : nullptr;
}

template <class E>
std::vector<E> read_codes(const Node* list) {
  std::vector<E> values;
  if (list == nullptr) return values;
  for (const auto& item : list->items) {
    if (const auto* value = find_code<E>(item.text)) values.push_back(*value);
  }
  return values;
}

PermissionRow read_row(const Node& node) {
  PermissionRow row;
  row.roles = read_codes<Role>(node.find("roles"));
  row.actions = read_codes<Action>(node.find("may"));
  if (const auto* scope = find_code<PermissionScope>(node.text_of("scope"))) row.scope = *scope;
  if (const Node* states = node.find("states")) {
    for (const auto& state : states->items) row.states.push_back(state.text);
  }
  if (const auto* fields = find_code<PartScope>(node.text_of("fields"))) row.fields = *fields;
  return row;
}

/// How wide a scope is; a wider one holds the narrower. Assignments stand by themselves.
int width_of(PermissionScope scope) {
  switch (scope) {
    case PermissionScope::place: return 4;
    case PermissionScope::department: return 3;
    case PermissionScope::unit: return 2;
    case PermissionScope::assigned: return 1;
    case PermissionScope::none: return 0;
  }
  return 0;
}

/// Checks one file.
class PermissionCheck {
 public:
  PermissionCheck(const Document& document, Findings& findings) : document_(document), findings_(findings) {}

  void run() {
    if (!document_.id.starts_with(kPermissionPrefix) || document_.id.size() == kPermissionPrefix.size()) {
      complain(*document_.body.find("id"), fmt::format("“{}”不是权限的编号", document_.id),
               "写作 permission.<资源>，如 permission.goal");
    }
    business_ = document_.body.text_of("business", "true") == "true";
    record_ = find_record(document_.id.substr(std::min(kPermissionPrefix.size(), document_.id.size())));
    for (const auto& dated : document_.body.find("values")->items) {
      seen_.clear();
      const Node& rows = *dated.find("value");
      for (const auto& row : rows.items) check_row(row);
    }
  }

 private:
  void complain(const Node& node, std::string message, std::string hint) {
    findings_.push_back(finding_at(document_, node, kPermissionRule, std::move(message), std::move(hint)));
  }

  void check_row(const Node& row) {
    if (!row.is_map()) {
      complain(row, "权限的一行应写成 {roles: […], may: […], scope: …}", "");
      return;
    }
    static const std::vector<std::string> kKeys{"roles", "may", "scope", "states", "fields"};
    for (const auto& member : row.members) {
      if (std::ranges::count(kKeys, member.key) == 0)
        complain(member.value, fmt::format("权限里没有“{}”", member.key), did_you_mean(member.key, kKeys));
    }
    check_codes<Role>(row, "roles", "角色");
    check_codes<Action>(row, "may", "操作");
    check_code<PermissionScope>(row, "scope", "范围", true);
    check_code<PartScope>(row, "fields", "字段组", false);
    check_states(row);
    check_reach(row);
    check_twice(row);
  }

  template <class E>
  void check_codes(const Node& row, std::string_view key, std::string_view label) {
    const Node* list = row.find(key);
    if (list == nullptr || !list->is_list() || list->items.empty()) {
      complain(row, fmt::format("权限缺少 {}（{}）", key, label),
               fmt::format("写作 {}: [{}]", key, enum_table(E{})[0].code));
      return;
    }
    for (const auto& item : list->items) {
      if (find_code<E>(item.text) == nullptr)
        complain(item, fmt::format("没有{}“{}”", label, item.text),
                 did_you_mean(item.text, codes_of_enum<E>()));
    }
  }

  template <class E>
  void check_code(const Node& row, std::string_view key, std::string_view label, bool required) {
    const Node* value = row.find(key);
    if (value == nullptr) {
      if (required) complain(row, fmt::format("权限缺少 {}（{}）", key, label), "");
    } else if (find_code<E>(value->text) == nullptr) {
      complain(*value, fmt::format("没有{}“{}”", label, value->text),
               did_you_mean(value->text, codes_of_enum<E>()));
    }
  }

  void check_states(const Node& row) {
    const Node* states = row.find("states");
    const auto* field = record_ == nullptr ? nullptr : record_->find("state");
    if (states == nullptr || field == nullptr || field->type->codes.empty()) return;
    std::vector<std::string> known;
    for (const auto& code : field->type->codes) known.emplace_back(code.code);
    for (const auto& state : states->items) {
      if (std::ranges::count(known, state.text) == 0)
        complain(state, fmt::format("“{}”没有状态“{}”", record_->label, state.text),
                 did_you_mean(state.text, known));
    }
  }

  /// A permission never reaches further than the role; the three administrators touch no business data.
  void check_reach(const Node& row) {
    const PermissionRow read = read_row(row);
    for (const auto role : read.roles) {
      const auto* list = row.find("roles");
      if (business_ && is_administrator(role)) {
        complain(*list, fmt::format("“{}”不得接触业务数据", enum_label(role)), "三员分立：去掉这个角色");
      } else if (!is_administrator(role) && width_of(read.scope) > width_of(scope_of(role))) {
        complain(*list,
                 fmt::format("“{}”最多只到“{}”，不能给“{}”", enum_label(role), enum_label(scope_of(role)),
                             enum_label(read.scope)),
                 "缩小 scope，或去掉这个角色");
      }
    }
  }

  void check_twice(const Node& row) {
    const PermissionRow read = read_row(row);
    for (const auto role : read.roles) {
      for (const auto action : read.actions) {
        for (const auto& state : read.states.empty() ? std::vector<std::string>{"*"} : read.states) {
          const auto mark =
              fmt::format("{}/{}/{}/{}", enum_code(role), enum_code(action), state, enum_code(read.fields));
          if (seen_.insert(mark).second) continue;
          complain(row, fmt::format("“{}”的“{}”写了两次", enum_label(role), enum_label(action)),
                   "一个角色的一项操作只写在一行里");
        }
      }
    }
  }

  const Document& document_;
  Findings& findings_;
  bool business_ = true;
  const RecordDesc* record_ = nullptr;
  std::set<std::string> seen_;
};

}  // namespace

std::vector<Permission> permissions(const Book& book, Region place, Date as_of) {
  std::vector<Permission> all;
  for (const auto& match : book.all(Kind::parameters, place, as_of)) {
    if (!match.rule->id.starts_with(kPermissionPrefix)) continue;
    const auto value = find_parameter(book, match.rule->id, place, as_of);
    if (!value || value->type != ParameterType::permissions) continue;
    Permission permission;
    permission.resource = match.rule->id.substr(kPermissionPrefix.size());
    permission.label = value->rule->title;
    permission.business = value->rule->body.text_of("business", "true") == "true";
    for (const auto& row : value->value->items) permission.rows.push_back(read_row(row));
    all.push_back(std::move(permission));
  }
  std::ranges::sort(all, {}, &Permission::resource);
  return all;
}

void check_permissions(const Book& /*book*/, const Document& document, Findings& findings) {
  if (document.body.text_of("type") == "permissions") PermissionCheck(document, findings).run();
}

}  // namespace jiheng::law
