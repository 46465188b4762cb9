#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/decimal.h"
#include "law/check.h"
#include "law/indicator_library.h"
#include "model/function_class.h"

namespace jiheng::law {
namespace {

constexpr std::string_view kIdPrefix = "indicators.";

void check_entry_target(const Node& entry, const EntryFault& fault) {
  const auto target = entry.text_of("target");
  const bool deadline = is_deadline(target);
  if (entry.text_of("op") == "qualitative") return;
  if (!deadline && !parse_decimal(target)) {
    fault("target", "law.indicator.target",
          fmt::format("性质是“{}”，指标值“{}”却不是数也不是期限", entry.text_of("op"), target),
          "写成数（单位另写），或“10月31日前”");
  }
  if (deadline != (entry.find("unit") == nullptr))
    fault("target", "law.indicator.unit",
          deadline ? "期限没有计量单位" : fmt::format("“{}”没有计量单位", entry.text_of("name")),
          deadline ? "去掉 unit" : "写 unit");
  if (deadline && entry.text_of("op") != "<=")
    fault("target", "law.indicator.target", "期限的性质应为 <=", "早于期限为好");
}

void check_entry_direction(const Node& entry, const EntryFault& fault) {
  const auto op = entry.text_of("op");
  const auto direction = entry.text_of("direction");
  const bool up = op == ">=" || op == ">";
  const bool down = op == "<=" || op == "<";
  if ((up && direction != "higher_better") || (down && direction != "lower_better"))
    fault("direction", "law.indicator.direction", fmt::format("性质“{}”与方向“{}”相反", op, direction),
          "≥ 用 higher_better，≤ 用 lower_better");
}

void check_entry_level(const Node& entry, const EntryFault& fault) {
  const auto level = entry.text_of("level2");
  const auto unit = entry.text_of("unit");
  if (level == "数量" && unit == "%")
    fault("unit", "law.indicator.level", "数量指标不用百分数", "改放质量或效益，或写绝对数");
  const auto number = parse_decimal(entry.text_of("target"));
  if (level != "满意度" || !number) return;
  if (unit == "%" && rescale(*number, 6).value_or(0) >= 100'000'000)
    fault("target", "law.indicator.level", "满意度写 100% 以上没有意义", "写 85 到 98 之间的数");
}

class EntryCheck {
 public:
  EntryCheck(const Document& document, Findings& findings) : document_(document), findings_(findings) {}

  void check(const Node& entry) {
    check_code(entry);
    check_entry_values(entry,
                       [&](std::string_view member, std::string rule, std::string message, std::string hint) {
                         fault(*entry.find(member), std::move(rule), std::move(message), std::move(hint));
                       });
    check_classes(entry.find("function_classes"));
  }

  void check_classes(const Node* list) {
    if (list == nullptr) return;
    for (const auto& code : list->items) {
      if (function_class_label(code.text).empty())
        fault(code, "law.function_class", fmt::format("没有功能分类“{}”", code.text),
              "前三位用支出功能分类的类，如 205");
    }
  }

 private:
  void fault(const Node& node, std::string rule, std::string message, std::string hint) {
    findings_.push_back(finding_at(document_, node, std::move(rule), std::move(message), std::move(hint)));
  }

  void check_code(const Node& entry) {
    const Node& code = *entry.find("code");
    const std::string prefix = document_.id.substr(std::min(kIdPrefix.size(), document_.id.size())) + "-";
    if (!code.text.starts_with(prefix))
      fault(code, "law.indicator.code", fmt::format("指标编号“{}”应以“{}”开头", code.text, prefix),
            "编号由文件 id 和序号组成，全库不会重复");
    if (!codes_.insert_or_assign(code.text, true).second)
      fault(code, "law.indicator.code", fmt::format("指标编号“{}”重复", code.text), "换一个没有用过的序号");
  }

  const Document& document_;
  Findings& findings_;
  std::map<std::string, bool> codes_;
};

/// Whether rules of both places apply somewhere at once.
bool same_line(std::string_view a, std::string_view b) { return a.starts_with(b) || b.starts_with(a); }

/// The same name twice under one sector and level makes people choose between equals.
void check_names(const Book& book, const Document& document, Findings& findings) {
  std::map<std::string, const Document*> owner;
  const auto sector = document.body.text_of("sector");
  const auto key_of = [](const Node& entry) {
    return fmt::format("{}/{}", entry.text_of("level2"), entry.text_of("name"));
  };
  for (const auto& other : book.documents()) {
    if (other.kind != Kind::indicators || &other == &document || other.body.text_of("sector") != sector ||
        other.id == document.id || !same_line(other.place, document.place))
      continue;
    const Node* entries = other.body.find("entries");
    if (entries == nullptr) continue;
    for (const auto& entry : entries->items) owner.emplace(key_of(entry), &other);
  }
  for (const auto& entry : document.body.find("entries")->items) {
    const auto [there, fresh] = owner.emplace(key_of(entry), &document);
    if (fresh) continue;
    findings.push_back(
        finding_at(document, *entry.find("name"), "law.indicator.name",
                   fmt::format("“{}”的{}指标“{}”已经有了（{}）", sector, entry.text_of("level2"),
                               entry.text_of("name"), there->second->file),
                   "合并成一条，或换一个说得清区别的名称"));
  }
}

}  // namespace

void check_entry_values(const Node& entry, const EntryFault& fault) {
  check_entry_target(entry, fault);
  check_entry_direction(entry, fault);
  check_entry_level(entry, fault);
}

void check_indicators(const Book& book, const Document& document, Findings& findings) {
  EntryCheck check(document, findings);
  check.check_classes(document.body.find("function_classes"));
  const Node* entries = document.body.find("entries");
  if (entries == nullptr && document.body.find("defaults") == nullptr) {
    findings.push_back(finding_at(document, document.body, "law.indicator.entries",
                                  "既没有指标也没有默认属性", "写 entries 或 defaults"));
  }
  if (entries == nullptr) return;
  for (const auto& entry : entries->items) check.check(entry);
  check_names(book, document, findings);
}

}  // namespace jiheng::law
