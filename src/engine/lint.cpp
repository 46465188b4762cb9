#include "engine/lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "engine/lint_program.h"

namespace jiheng::engine {

using lint_detail::CompiledRule;
using lint_detail::LintDetail;
using lint_detail::LintProgram;
using lint_detail::LintView;
using lint_detail::Truth;

namespace {

constexpr std::size_t kLongestQuote = 40;  // characters of a value that a message repeats

std::string quoted_value(std::string text) {
  if (count_characters(text) <= kLongestQuote) return text;
  return std::string(first_characters(text, kLongestQuote)) + "…";
}

/// Labels of the parts that fields belong to, for "not checked".
std::string_view part_label(std::string_view field) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kParts{
      {{"project.", "项目基本情况"},
       {"budget", "资金表"},
       {"goal.", "总体目标"},
       {"self_evaluation.", "自评表"},
       {"monitoring.", "监控情况"},
       {"approved.", "批复的目标和预算"},
       {"county.", "全县情况"},
       {"indicator.computed", "系统计分"},
       {"indicator.approved_target", "批复的目标和预算"},
       {"indicator.", "全县情况"}}};
  for (const auto& [prefix, label] : kParts) {
    if (field.starts_with(prefix)) return label;
  }
  return "整张表";
}

/// One run of the rules over one form.
class LintPass {
 public:
  LintPass(const LintProgram& program, const LintForm& form)
      : program_(program), form_(form), view_(form, program.bands) {}

  LintReport whole() {
    for (const auto& rule : program_.rules) {
      if (!applies(*rule.rule)) continue;
      ++report_.checked;
      const std::size_t rows = rows_of(*rule.rule);
      for (std::size_t row = 0; row < rows; ++row) judge(rule, row);
    }
    return finish();
  }

  LintReport single(std::size_t row) {
    if (row >= form_.indicators.size()) return {};
    for (const auto& rule : program_.rules) {
      if (!applies(*rule.rule) || rule.whole_form || rule.rule->each != law::LintEach::indicator) continue;
      ++report_.checked;
      judge(rule, row);
    }
    return finish();
  }

 private:
  bool applies(const law::LintRule& rule) const {
    if (rule.target == law::LintTarget::self_evaluation) return form_.self_evaluation.has_value();
    if (rule.target == law::LintTarget::budget) return form_.budget.has_value();
    return true;
  }

  std::size_t rows_of(const law::LintRule& rule) const {
    if (rule.each == law::LintEach::indicator) return form_.indicators.size();
    if (rule.each == law::LintEach::amount) return form_.budget ? form_.budget->parts.size() : 0;
    return 1;
  }

  void judge(const CompiledRule& rule, std::size_t row) {
    const Truth given = run_all(program_, rule.given, view_, row);
    if (given == Truth::no || given == Truth::empty) return;
    if (given == Truth::missing) return miss(rule, rule.given, row);
    if (points_nowhere(rule, row)) return miss(rule, {}, row);
    bool missing = false;
    for (const auto& call : rule.then) {
      const Truth truth = run_call(program_, call, view_, row, nullptr);
      if (truth == Truth::no) return report(rule, call, row);
      missing = missing || truth == Truth::missing;
    }
    if (missing) miss(rule, rule.then, row);
  }

  /// Whether the form lacks the very part that a finding would point at.
  bool points_nowhere(const CompiledRule& rule, std::size_t row) {
    if (!rule.at) return rule.rule->at == "budget" && !form_.budget;
    return law::lint_field(*rule.at).scope == law::LintScope::form &&
           view_.value(*rule.at, row).state == lint_detail::LintValue::State::missing;
  }

  /// Notes once for each rule what it lacks.
  void miss(const CompiledRule& rule, const std::vector<lint_detail::LintCall>& calls, std::size_t row) {
    if (!report_.not_checked.empty() && report_.not_checked.back().rule == rule.rule) return;
    std::string labels;
    name_missing(calls, row, labels);
    if (labels.empty() && points_nowhere(rule, row)) labels = part_label(rule.rule->at);
    report_.not_checked.push_back({rule.rule, labels.empty() ? "整张表的指标" : labels});
  }

  void name_missing(const std::vector<lint_detail::LintCall>& calls, std::size_t row, std::string& labels) {
    for (const auto& call : calls) {
      name_missing(call.where, 0, labels);
      name_missing(call.that, 0, labels);
      for (const auto field : {call.field, call.other}) {
        const auto& desc = law::lint_field(field);
        const bool no_such_row = desc.scope != law::LintScope::form && row >= form_.indicators.size();
        if (no_such_row || desc.scope == law::LintScope::amount) continue;
        if (view_.value(field, row).state != lint_detail::LintValue::State::missing) continue;
        const auto label = part_label(desc.name);
        if (labels.find(label) == std::string::npos)
          labels += (labels.empty() ? "" : "、") + std::string(label);
      }
    }
  }

  void report(const CompiledRule& rule, const lint_detail::LintCall& call, std::size_t row) {
    LintDetail detail;
    run_call(program_, call, view_, row, &detail);
    LintFinding finding;
    finding.rule = rule.rule;
    finding.severity = rule.rule->severity;
    finding.field = rule.rule->at;
    const bool of_indicator = rule.rule->each == law::LintEach::indicator;
    if (of_indicator) finding.row = row;
    if (rule.at) finding.value = filled_value(*rule.at, row);
    finding.where = pointer(rule, row);
    finding.origin = origin(rule, row);
    finding.message = head(rule, row) + text_of(rule, detail, finding.value, row);
    report_.findings.push_back(std::move(finding));
  }

  std::string filled_value(law::LintField field, std::size_t row) {
    return view_.value(field, row).present() ? display(view_, field, row) : std::string();
  }

  /// "/indicators/2/target", "/budget/parts/1/executed", "/goal/annual", "/indicators".
  std::string pointer(const CompiledRule& rule, std::size_t row) const {
    if (!rule.at) return "/" + rule.rule->at;
    const auto& field = law::lint_field(*rule.at);
    const auto name = field.name.substr(field.name.find('.') + 1);
    switch (field.scope) {
      case law::LintScope::indicator: return fmt::format("/indicators/{}/{}", row, name);
      case law::LintScope::amount: return fmt::format("/budget/parts/{}/{}", row, name);
      case law::LintScope::form: break;
    }
    if (field.name.starts_with("form.")) return fmt::format("/{}", name);
    return "/" + replace_all(std::string(field.name), ".", "/");
  }

  std::string origin(const CompiledRule& rule, std::size_t row) const {
    if (rule.rule->each == law::LintEach::indicator) return form_.indicators[row].where;
    if (rule.rule->each == law::LintEach::amount) return form_.budget->parts[row].where;
    if (rule.rule->at.starts_with("budget") && form_.budget && !form_.budget->total.where.empty())
      return form_.budget->total.where;
    return form_.where;
  }

  std::string head(const CompiledRule& rule, std::size_t row) const {
    const std::string_view label = rule.at                         ? law::lint_field(*rule.at).label
                                   : rule.rule->at == "indicators" ? std::string_view("绩效指标")
                                                                   : std::string_view("项目资金");
    if (rule.rule->each == law::LintEach::indicator) return fmt::format("第 {} 行 {}：", row + 1, label);
    if (rule.rule->each == law::LintEach::amount) {
      return fmt::format("“{}” {}：", form_.budget->parts[row].label, label);
    }
    return fmt::format("{}：", label);
  }

  std::string text_of(const CompiledRule& rule, const LintDetail& detail, const std::string& value,
                      std::size_t row) {
    std::string text;
    for (const auto& piece : rule.message) {
      if (!piece.placeholder) {
        text += piece.text;
      } else if (piece.text == "found") {
        text += quoted_value(detail.found);
      } else if (piece.text == "limit") {
        text += detail.limit;
      } else if (piece.text == "value") {
        text += value.empty() ? "（未填）" : quoted_value(value);
      } else if (piece.text == "row") {
        text += std::to_string(row + 1);
      } else {
        text += quoted_value(shown(law::find_lint_field(piece.text)->field, row));
      }
    }
    return text;
  }

  /// A value for the message; what others wrote only where the reader may see it.
  std::string shown(law::LintField field, std::size_t row) {
    const bool cost = field == law::LintField::unit_cost_low || field == law::LintField::unit_cost_high;
    if (cost && row < form_.indicators.size() && form_.indicators[row].facts &&
        form_.indicators[row].facts->unit_cost_hidden)
      return "（其他单位的数，不列出）";
    return display(view_, field, row);
  }

  LintReport finish() {
    const auto order = [](const LintFinding& finding) {
      return std::pair(finding.row == LintFinding::kNoRow ? 0 : finding.row + 1,
                       std::string_view(finding.rule->id));
    };
    std::ranges::stable_sort(report_.findings, {}, order);
    return std::move(report_);
  }

  const LintProgram& program_;
  const LintForm& form_;
  LintView view_;
  LintReport report_;
};

}  // namespace

bool LintReport::blocks() const {
  return std::ranges::any_of(findings, [](const auto& one) { return one.severity == Severity::error; });
}
bool LintReport::worrying() const {
  return std::ranges::any_of(findings, [](const auto& one) { return one.severity != Severity::info; });
}

struct Linter::Compiled {
  std::unique_ptr<LintProgram> program;
};

Linter::Linter(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
Linter::Linter(Linter&&) noexcept = default;
Linter& Linter::operator=(Linter&&) noexcept = default;
Linter::~Linter() = default;

Result<Linter> Linter::compile(const law::Book& book, Region place, Date as_of) {
  auto program = lint_detail::compile_lint(book, place, as_of);
  if (!program) return pass(program);
  return Linter(std::make_unique<Compiled>(Compiled{std::move(*program)}));
}

LintReport Linter::lint(const LintForm& form) const { return LintPass(*compiled_->program, form).whole(); }

LintReport Linter::lint_row(const LintForm& form, std::size_t row) const {
  return LintPass(*compiled_->program, form).single(row);
}

std::vector<ReviewProposal> Linter::review(const LintReport& report) const {
  auto points = compiled_->program->points;
  const auto& shares = compiled_->program->review_shares;
  for (auto& point : points) {
    std::map<std::string_view, Severity> rules;  // a rule takes off once, however many rows it found
    for (std::size_t i = 0; i < report.findings.size(); ++i) {
      const auto& finding = report.findings[i];
      if (finding.rule->point != point.point) continue;
      point.because.push_back(i);
      rules.emplace(finding.rule->id, finding.severity);
    }
    for (const auto& [id, severity] : rules) {
      const Score off = part_of(point.full, shares.at(severity));
      point.proposed = off >= point.proposed ? Score{} : point.proposed - off;
    }
  }
  return points;
}

std::span<const std::shared_ptr<const law::LintRule>> Linter::rules() const {
  return compiled_->program->list;
}

const law::LintRule* Linter::find(std::string_view id) const {
  const auto& list = compiled_->program->list;
  const auto found = std::ranges::find_if(list, [&](const auto& rule) { return rule->id == id; });
  return found == list.end() ? nullptr : found->get();
}

Result<LintReport> lint(const LintForm& form, const law::Book& book, Region place, Date as_of) {
  const auto linter = Linter::compile(book, place, as_of);
  if (!linter) return pass(linter);
  return linter->lint(form);
}

}  // namespace jiheng::engine
