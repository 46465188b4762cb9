#include <algorithm>
#include <array>
#include <charconv>

#include "app/unit_history.h"
#include "app/unit_tree.h"
#include "base/json_writer.h"
#include "http/answers.h"
#include "http/body.h"
#include "http/people_answers.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

std::int64_t id_of(const Node* node) {
  std::int64_t id = 0;
  if (node != nullptr) std::from_chars(node->text.data(), node->text.data() + node->text.size(), id);
  return id;
}

std::string text_in(const Node& node, std::string_view name) {
  const Node* found = node.find(name);
  return found == nullptr || found->is_null() ? std::string() : found->text;
}

void write_change(JsonWriter& writer, const app::UnitTree& tree, const UnitChange& change) {
  writer.begin_object().member("year", std::int64_t{change.year.value()});
  writer.member("kind", enum_code(change.kind)).member("kind_label", enum_label(change.kind));
  write_unit_name(writer, "from", tree, change.from_unit_id);
  write_unit_name(writer, "to", tree, change.to_unit_id);
  writer.key("from_name");
  change.from_name ? writer.string(*change.from_name) : writer.null();
  writer.member("basis", change.basis.value_or("")).end_object();
}

Response list_answer(const app::UnitTree& tree, std::vector<UnitChange> changes) {
  std::ranges::stable_sort(changes, std::ranges::greater(), &UnitChange::year);
  JsonWriter writer;
  writer.begin_object().member("total", static_cast<std::int64_t>(changes.size())).key("rows").begin_list();
  for (const auto& change : changes) write_change(writer, tree, change);
  return json_answer(writer.end_list().key("next").null().end_object().take());
}

Response list_changes(const Context& context, const Request&) {
  const auto place = context.access->viewer().place;
  const auto tree = app::UnitTree::load(context.workspace.store(), place);
  if (!tree) return problem(tree.error());
  // A change is about two units: whoever may see one of them may see it.
  const auto seen = context.access->unit_codes("unit_change", law::Action::list);
  const auto is_seen = [&](UnitId id) {
    const Unit* unit = tree->find(id);
    return unit != nullptr && std::ranges::count(*seen, unit->code) > 0;
  };
  auto changes = tree->changes();
  if (seen)
    std::erase_if(changes, [&](const UnitChange& change) {
      return !is_seen(change.from_unit_id) && !is_seen(change.to_unit_id);
    });
  return list_answer(*tree, std::move(changes));
}

/// The change that a body asks for; `body` collects what is wrong.
app::UnitChangeWish read_unit_change(Body& body, const Node& root) {
  app::UnitChangeWish wish;
  if (const auto year = FiscalYear::of(body.optional_integer("year").value_or(0)))
    wish.year = *year;
  else
    body.refuse("year", "应为年度，如 2024");
  const auto kind = body.text("kind");
  if (const auto* found = find_enum<UnitChangeKind>(kind))
    wish.kind = *found;
  else
    body.refuse("kind", "应为 merge、split、rename 或 move");
  const Node* from = root.find("from");
  if (from == nullptr || !from->is_list()) body.refuse("from", "应为单位编号的列表");
  Findings wrong;
  for (const auto id : read_ids(root, "from", wrong)) wish.from.push_back(UnitId{id});
  if (!wrong.empty()) body.refuse("from", "应为单位编号的列表");
  wish.name = body.optional_text("name").value_or("");
  const Node* to = root.find("to");
  if (to != nullptr && !to->is_null() && !to->is_list()) body.refuse("to", "应为列表");
  for (std::size_t i = 0; to != nullptr && i < to->items.size(); ++i) {
    const Node& next = to->items[i];
    if (!next.is_map()) {
      body.refuse("to", "每一项应为对象");
      continue;
    }
    wish.to.push_back({UnitId{id_of(next.find("unit_id"))}, text_in(next, "code"), text_in(next, "name"),
                       text_in(next, "sector")});
  }
  wish.goes_on = text_in(root, "goes_on") == "true";
  wish.basis = body.text("basis");
  return wish;
}

Response post_change(const Context& context, const Request& request) {
  auto body = Body::read(request, {"year", "kind", "from", "to", "name", "goes_on", "basis"});
  if (!body) return problem(body.error());
  const auto root = parse_json(request.body, "body");
  if (!root) return problem(root.error());
  auto wish = read_unit_change(*body, *root);
  if (const auto fine = body->done(); !fine) return problem(fine.error());
  wish.dry_run = request.parameter("dry_run") == "1";
  auto changes = app::change_units(context.workspace, *context.access, wish);
  if (!changes) return problem(changes.error());
  const auto tree = app::UnitTree::load(context.workspace.store(), context.access->viewer().place);
  if (!tree) return problem(tree.error());
  return list_answer(*tree, std::move(*changes));
}

constexpr std::array kUnitChangeDryRun{
    Parameter{"dry_run", Parameter::In::query, "1：只检查，不登记", "switch", false, ""}};

constexpr Route kUnitChangesRoutes[] = {
    {"GET",
     "/api/v1/unit-changes",
     "listUnitChanges",
     "单位的合并、拆分、更名、划转",
     Permission("unit_change", law::Action::list),
     {},
     "",
     "UnitChangeList",
     {},
     list_changes},
    {"POST",
     "/api/v1/unit-changes",
     "changeUnits",
     "登记单位变更；项目不改写，由接着办的单位接手",
     Permission("unit_change", law::Action::create),
     kUnitChangeDryRun,
     "UnitChangeBody",
     "UnitChangeList",
     {},
     post_change},
};

}  // namespace

std::span<const Route> unit_changes_routes() { return kUnitChangesRoutes; }

}  // namespace jiheng::http
