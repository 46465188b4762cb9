#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>

#include "app/department_goal_form.h"
#include "app/desk.h"
#include "app/form_layout.h"
#include "app/goal_workbook_judge.h"
#include "app/goal_workbooks.h"
#include "app/import_sheet.h"
#include "base/text.h"
#include "io/goal_workbook.h"
#include "io/workbook_mark.h"
#include "io/zip_file.h"
#include "law/form.h"

namespace jiheng::app {
namespace {

/// So many forms are written at once: others who save wait no longer than that takes.
constexpr std::size_t kFormsAtOnce = 10;

/// A form of an indicator table of 500 rows has some 6,000 cells; a workbook has at most 256 sheets. Whole
/// columns that were given a format make a million rows without cells, some 100 MB.
constexpr io::XlsxLimits kFormLimits{
    .file_bytes = 32U << 20U, .part_bytes = 128U << 20U, .total_bytes = 192U << 20U, .cells = 500'000};

/// A workbook whose forms are on their way.
struct WorkbookTask {
  std::string name;
  std::string bytes;
  std::vector<std::size_t> forms;  ///< in the report
};

class Intake {
 public:
  Intake(Workspace& workspace, const Access& access, const WorkbookOptions& options,
         std::span<const io::FormTemplate> layouts)
      : workspace_(workspace),
        access_(access),
        options_(options),
        layouts_(layouts),
        judge_(workspace, access, options) {
    report_.dry_run = options.dry_run;
  }

  Result<WorkbookReport> take(std::string_view name, std::string_view bytes) {
    if (io::is_plain_zip(bytes)) {
      if (auto done = take_archive(name, bytes); !done) return pass(done);
    } else if (!looks_like_workbook(bytes, name)) {
      return fail(ErrorCode::invalid, fmt::format("{}：既不是 .xlsx 工作簿，也不是装着工作簿的 .zip", name));
    } else {
      read_file(std::string(name), std::string(bytes));
      if (auto done = settle(); !done) return pass(done);
      if (files_.empty()) return tally();  // nothing to mark in what cannot be read
      if (auto marked = mark(files_.front(), Severity::warning); marked && !marked->empty())
        report_.marked = {marked_name(name), std::move(*marked)};
    }
    return tally();
  }

 private:
  WorkbookReport tally() {
    for (const auto& form : report_.forms) {
      report_.changed += form.outcome == FormOutcome::changed ? 1 : 0;
      report_.unchanged += form.outcome == FormOutcome::unchanged ? 1 : 0;
      report_.refused += form.outcome == FormOutcome::refused ? 1 : 0;
    }
    return std::move(report_);
  }

  static std::string marked_name(std::string_view name) {
    const auto dot = std::min(name.rfind('.'), name.size());
    return fmt::format("{}-标注{}", name.substr(0, dot), name.substr(dot));
  }

  Result<void> take_archive(std::string_view name, std::string_view bytes) {
    auto archive = io::ZipFiles::open(bytes, name);
    if (!archive) return pass(archive);
    auto marked = io::ZipWriter::create();
    if (!marked) return pass(marked);
    const auto total = static_cast<std::int64_t>(archive->names().size());
    for (std::size_t i = 0; i < archive->names().size(); ++i) {
      const auto& inner = archive->names()[i];
      if (!tell(options_.progress, static_cast<std::int64_t>(i), total, inner)) return stopped();
      auto content = archive->read(i);
      if (content)
        read_file(inner, std::move(*content));
      else
        refuse_file(inner, content.error());
      if (tasks_.size() < kFormsAtOnce && i + 1 < archive->names().size()) continue;
      if (auto done = settle(); !done) return done;
      if (auto done = add_marked(*marked); !done) return done;
    }
    if (marked->files() == 0) return {};
    auto packed = marked->finish();
    if (!packed) return pass(packed);
    report_.marked = {marked_name(name), std::move(*packed)};
    return {};
  }

  Result<void> add_marked(io::ZipWriter& zip) {
    for (const auto& file : files_) {
      // Of hundreds of files those are wanted back that somebody has to mend.
      auto marked = mark(file, Severity::error);
      if (!marked || marked->empty()) continue;
      if (auto added = zip.add(file.name, std::move(*marked)); !added) return added;
    }
    files_.clear();
    return {};
  }

  tl::unexpected<Error> stopped() const {
    return fail(ErrorCode::conflict,
                options_.dry_run ? "已停止预检"
                                 : "已停止：停止以前导入的表已经保存，其余没有动；同一个文件再导入一次，"
                                   "已经导入的不会重复");
  }

  void refuse_file(const std::string& name, const Error& error) {
    ++report_.files;
    WorkbookForm form;
    form.file = name;
    form.why = error.message;
    form.findings = error.findings;
    report_.forms.push_back(std::move(form));
  }

  void read_file(std::string name, std::string bytes) {
    auto workbook = io::read_xlsx(bytes, name, kFormLimits);
    if (!workbook) return refuse_file(name, workbook.error());
    auto readings = io::read_form_data(*workbook, name, layouts_);
    auto taken = taken_of(io::read_stamp(*workbook));
    const auto kept = taken ? std::make_shared<const TakenForm>(std::move(*taken)) : nullptr;
    WorkbookTask file{std::move(name), std::move(bytes), {}};
    if (!readings) {
      file.forms.push_back(report_.forms.size());
      refuse_file(file.name, readings.error());
      files_.push_back(std::move(file));
      return;
    }
    ++report_.files;
    for (auto& reading : *readings) {
      WorkbookForm form;
      form.file = file.name;
      form.sheet = reading.data.sheet;
      form.kind = kind_of_layout(reading.data.form);
      const bool whole = form.kind == FormKind::department;
      form.project_code = trim(reading.data.text(whole ? "department_code" : "project_code"));
      form.project_name = trim(reading.data.text(whole ? "department" : "project_name"));
      form.unit_name = trim(reading.data.text("unit"));
      file.forms.push_back(report_.forms.size());
      tasks_.push_back({report_.forms.size(), std::move(reading), kept, {}, {}});
      report_.forms.push_back(std::move(form));
    }
    files_.push_back(std::move(file));
  }

  Result<void> settle() {
    const auto total = static_cast<std::int64_t>(tasks_.size());
    for (std::size_t first = 0; first < tasks_.size(); first += kFormsAtOnce) {
      // Of an archive the files are told, of one workbook its sheets.
      if (total > static_cast<std::int64_t>(kFormsAtOnce) &&
          !tell(options_.progress, static_cast<std::int64_t>(first), total, tasks_[first].reading.data.sheet))
        return stopped();
      const auto count = std::min(kFormsAtOnce, tasks_.size() - first);
      if (auto done = settle_some(std::span(tasks_).subspan(first, count)); !done) return done;
    }
    tasks_.clear();
    return {};
  }

  Result<void> settle_some(std::span<FormTask> tasks) {
    if (options_.dry_run) {
      for (auto& task : tasks) {
        if (auto puts = judge_.judge(task, task_form(task)); !puts) return pass(puts);
      }
    } else if (auto written = write(tasks); !written) {
      if (tasks.size() == 1) {
        refuse_form(task_form(tasks.front()), written.error().message);
      } else {  // one of them does not fit into the store: find out which
        for (std::size_t i = 0; i < tasks.size(); ++i) {
          if (auto done = settle_some(tasks.subspan(i, 1)); !done) return done;
        }
        return {};
      }
    }
    for (auto& task : tasks) {
      if (auto linted = lint(task); !linted) return linted;
    }
    return {};
  }

  Result<void> write(std::span<FormTask> tasks) {
    const auto before = judge_.taken();
    const auto written =
        workspace_.write(access_.viewer().actor("workbook"), [&]() -> Result<std::vector<store::Put>> {
          judge_.set_taken(before);
          std::vector<store::Put> all;
          for (auto& task : tasks) {
            auto puts = judge_.judge(task, task_form(task));
            if (!puts) return pass(puts);
            std::ranges::move(*puts, std::back_inserter(all));
          }
          return all;
        });
    if (!written) {
      judge_.set_taken(before);
      return pass(written);
    }
    const auto now = workspace_.clock().now_ms();
    for (const auto& task : tasks) {
      const auto& form = task_form(task);
      if (form.outcome == FormOutcome::changed)
        workspace_.desk().note(presence_key({form.goal, form.kind}), access_.viewer().name, "indicators",
                               now);
    }
    return {};
  }

  WorkbookForm& task_form(const FormTask& task) { return report_.forms[task.at]; }

  /// What the rules say of the form as it is now; they do not hinder a draft.
  Result<void> lint(FormTask& task) {
    auto& form = task_form(task);
    if (!task.file || form.outcome == FormOutcome::refused) return {};
    const auto last = last_year_of(workspace_.store(), *task.file);
    if (!last) return pass(last);
    const auto linted = lint_goal(workspace_, access_, *task.file, task.after, *last);
    if (!linted) return pass(linted);
    for (const auto& finding : linted->findings)
      form.findings.push_back({finding.rule->id, finding.severity, finding.message,
                               cell_of_field(task.reading.data, form_field_of(finding)), finding.rule->fix});
    tell_once(form.findings);
    task.file.reset();
    return {};
  }

  /// A gap that a rule explains need not be told by the reader as well.
  static void tell_once(Findings& findings) {
    const auto explained = [&](const Finding& gap) {
      return gap.rule == "form.missing" && std::ranges::any_of(findings, [&](const Finding& other) {
               return other.where == gap.where && other.rule != "form.missing";
             });
    };
    Findings kept;
    std::ranges::copy_if(findings, std::back_inserter(kept),
                         [&](const Finding& one) { return !explained(one); });
    findings = std::move(kept);
  }

  /// The person's workbook with what was found in it; no bytes when it was taken and nothing in it is as bad
  /// as `least`.
  Result<std::string> mark(const WorkbookTask& file, Severity least) const {
    Findings all;
    bool worth = false;
    for (const auto at : file.forms) {
      const auto& form = report_.forms[at];
      worth = worth || form.outcome == FormOutcome::refused;
      if (form.outcome == FormOutcome::refused && !has_errors(form.findings))
        all.push_back({"workbook.refused", Severity::error, form.why, form.sheet, ""});
      for (const auto& finding : form.findings) {
        worth = worth || finding.severity >= least;
        all.push_back(finding);
      }
    }
    if (!worth) return std::string();
    return io::mark_workbook(file.bytes, file.name, all);
  }

  Workspace& workspace_;
  const Access& access_;
  const WorkbookOptions& options_;
  std::span<const io::FormTemplate> layouts_;
  FormJudge judge_;
  std::vector<FormTask> tasks_;
  std::vector<WorkbookTask> files_;
  WorkbookReport report_;
};

}  // namespace

Result<WorkbookReport> take_goal_workbooks(Workspace& workspace, const Access& access, std::string_view name,
                                           std::string_view bytes, const WorkbookOptions& options) {
  const auto day = beijing_date(workspace.clock().now_ms());
  std::vector<io::FormTemplate> layouts;
  for (const auto id : {kGoalForm, kDepartmentForm}) {
    const auto form = law::find_form(workspace.book(), id, access.viewer().place, day);
    if (!form) return pass(form);
    layouts.push_back(form_template(*form));
  }
  return Intake(workspace, access, options, layouts).take(name, bytes);
}

}  // namespace jiheng::app
