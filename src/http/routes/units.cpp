#include <algorithm>
#include <array>

#include "app/unit_history.h"
#include "app/unit_tree.h"
#include "base/json_writer.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "http/body.h"
#include "http/people_answers.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

void write_year(JsonWriter& writer, std::string_view key, const std::optional<FiscalYear>& year) {
  writer.key(key);
  year ? writer.integer(year->value()) : writer.null();
}

void write_unit(JsonWriter& writer, const app::UnitTree& tree, const Unit& unit,
                std::optional<FiscalYear> year) {
  writer.begin_object().member("id", std::to_string(unit.id.value)).member("code", unit.code);
  writer.member("name", year ? tree.name_in(unit, *year) : std::string_view(unit.name)).key("parent_code");
  unit.kind == UnitKind::department ? writer.null() : writer.string(unit.department_code);
  writer.member("kind", enum_code(unit.kind)).member("kind_label", enum_label(unit.kind));
  writer.member("sector", unit.sector);
  write_year(writer, "first_year", unit.since_year);
  write_year(writer, "last_year", unit.until_year);
  writer.member("provenance", enum_code(unit.provenance)).end_object();
}

/// The units that the viewer may see, with the departments above them so that they hang somewhere.
Response list_units(const Context& context, const Request& request) {
  std::optional<FiscalYear> year;
  if (const auto text = request.parameter("year"); text && !text->empty()) {
    const auto read = read_year(*text);
    if (!read) return problem(read.error());
    year = *read;
  }
  const auto tree = app::UnitTree::load(context.workspace.store(), context.access->viewer().place);
  if (!tree) return problem(tree.error());
  const auto seen = context.access->unit_codes("unit", law::Action::list);
  const auto is_seen = [&](const Unit& unit) {
    return !seen || std::ranges::any_of(*seen, [&](const std::string& code) {
      return code == unit.code || (unit.kind == UnitKind::department && code.starts_with(unit.code));
    });
  };
  JsonWriter rows;
  std::int64_t total = 0;
  rows.begin_list();
  for (const auto& unit : tree->units()) {
    if (!is_seen(unit) || (year && !app::UnitTree::in_force(unit, *year))) continue;
    write_unit(rows, *tree, unit, year);
    ++total;
  }
  rows.end_list();
  return json_answer("{\"total\":" + std::to_string(total) + ",\"rows\":" + rows.take() + ",\"next\":null}");
}

Response post_unit(const Context& context, const Request& request) {
  auto body = Body::read(request, {"code", "name", "kind", "sector", "first_year"});
  if (!body) return problem(body.error());
  Unit unit;
  unit.code = body->text("code");
  unit.name = body->text("name");
  unit.kind = UnitKind::unit;
  if (const auto kind = body->optional_text("kind").value_or("unit"); kind == "section")
    unit.kind = UnitKind::section;
  else if (kind != "unit")
    body->refuse("kind", "应为 unit（预算单位，3 位编码为主管部门）或 section（财政局股室）");
  unit.sector = body->optional_text("sector").value_or("");
  if (const auto number = body->optional_integer("first_year")) {
    if (const auto year = FiscalYear::of(*number))
      unit.since_year = *year;
    else
      body->refuse("first_year", "应为年度，如 2024");
  }
  if (const auto fine = body->done(); !fine) return problem(fine.error());
  const auto made = app::add_unit(context.workspace, *context.access, std::move(unit));
  if (!made) return problem(made.error());
  const auto tree = app::UnitTree::load(context.workspace.store(), made->region);
  if (!tree) return problem(tree.error());
  JsonWriter writer;
  write_unit(writer, *tree, *made, std::nullopt);
  return json_answer(writer.take());
}

constexpr std::array kUnitsParameters{
    Parameter{"year", Parameter::In::query, "只列这个年度有的，用当年的名称", "integer", false, "2022"}};

constexpr Route kUnitsRoutes[] = {
    {"GET",
     "/api/v1/units",
     "listUnits",
     "单位树",
     Permission("unit", law::Action::list),
     kUnitsParameters,
     "",
     "UnitList",
     {},
     list_units},
    {"POST",
     "/api/v1/units",
     "addUnit",
     "新建单位或主管部门",
     Permission("unit", law::Action::create),
     {},
     "UnitBody",
     "Unit",
     {},
     post_unit},
};

}  // namespace

std::span<const Route> units_routes() { return kUnitsRoutes; }

}  // namespace jiheng::http
