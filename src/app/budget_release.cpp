#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "app/budget.h"
#include "app/budget_guards.h"

namespace jiheng::app {
namespace {

constexpr std::size_t kMostReleaseLines = 2000;

Finding release_fault(std::string pointer, std::string message) {
  return {"budget.release", Severity::error, std::move(message), std::move(pointer), {}};
}

Result<void> check_release(const ReleaseRequest& request) {
  Findings findings;
  if (request.document_number.empty()) findings.push_back(release_fault("/document_number", "要写文号"));
  if (request.on.year() != request.year.value())
    findings.push_back(
        release_fault("/on", fmt::format("{} 不在 {} 年内", request.on.to_text(), request.year.value())));
  if (request.lines.empty())
    findings.push_back(release_fault("/lines", "至少写一行：项目、资金性质、标签和金额"));
  if (request.lines.size() > kMostReleaseLines)
    findings.push_back(release_fault("/lines", fmt::format("一个文件最多 {} 行", kMostReleaseLines)));
  std::set<std::tuple<ProjectId, FundType, FundTag>> seen;
  for (std::size_t i = 0; i < request.lines.size(); ++i) {
    const auto& line = request.lines[i];
    if (line.amount <= Money{})
      findings.push_back(release_fault(fmt::format("/lines/{}/amount", i), "下达金额应大于零"));
    if (!seen.emplace(line.project, line.fund_type, line.fund_tag).second)
      findings.push_back(
          release_fault(fmt::format("/lines/{}", i), "同一项目的同一种资金写了两行；合成一行"));
  }
  if (findings.empty()) return {};
  return fail(ErrorCode::invalid, "下达文件写得不对", std::move(findings));
}

/// One document on its way: whose projects, what the guards say, what is written.
class ReleaseDesk {
 public:
  ReleaseDesk(Workspace& workspace, const Access& access, const ReleaseRequest& request)
      : workspace_(workspace), access_(access), request_(request) {}

  Result<std::vector<store::Put>> puts() {
    if (const auto done = new_document(); !done) return pass(done);
    if (const auto done = load(); !done) return pass(done);
    GuardDesk desk(workspace_.book(), access_.viewer().place, request_.on);
    std::vector<store::Put> puts;
    for (std::size_t i = 0; i < request_.lines.size(); ++i) {
      const auto& line = request_.lines[i];
      const auto& money = money_.at(line.project);
      auto move = move_of(money, law::BudgetAct::release, line.fund_type, line.fund_tag);
      const auto released = add(move.released, line.amount);
      if (!released) return pass(released);
      move.released = *released;
      desk.ask(move, money.project.name, fmt::format("/lines/{}", i));
      puts.push_back(store::fresh_put_of(release_of(line, money)));
    }
    if (!desk.findings().empty()) return desk.refusal("下达");
    return puts;
  }

 private:
  /// A number stands for one document; a second one of that number would be taken for the first.
  Result<void> new_document() {
    store::Query query;
    query.region = access_.viewer().place;
    query.where.push_back({"document_number", {Value{request_.document_number}}});
    const auto lines = workspace_.store().count(record_of<Release>(), query);
    if (!lines) return pass(lines);
    if (*lines == 0) return {};
    return fail(ErrorCode::conflict, fmt::format("文号“{}”已经登记过下达", request_.document_number),
                {{"budget.registered", Severity::error, fmt::format("这个文号有 {} 行", *lines),
                  "/document_number", "核对文号；补下达请用新的文号"}});
  }

  Result<void> load() {
    std::vector<ProjectId> ids;
    for (const auto& line : request_.lines) ids.push_back(line.project);
    auto all = load_money(workspace_.store(), access_.viewer().place, ids, request_.year);
    if (!all) return pass(all);
    money_ = std::move(*all);
    Findings findings;
    for (std::size_t i = 0; i < request_.lines.size(); ++i) {
      const auto at = money_.find(request_.lines[i].project);
      const auto subject = at == money_.end() ? Result<Subject>(fail(ErrorCode::not_found, {}))
                                              : Access::subject_of(workspace_.store(), record_of<Project>(),
                                                                   to_row(at->second.project));
      if (!subject || !access_.may("release", law::Action::create, *subject))
        findings.push_back(release_fault(fmt::format("/lines/{}/project", i), "没有这个项目，或不归您下达"));
    }
    if (findings.empty()) return {};
    return fail(ErrorCode::invalid, "下达文件里有项目找不到", std::move(findings));
  }

  Release release_of(const ReleaseLine& line, const ProjectMoney& money) const {
    Release release;
    release.region = money.project.region;
    release.document_number = request_.document_number;
    release.project_id = line.project;
    release.year = request_.year;
    release.fund_type = line.fund_type;
    release.fund_tag = line.fund_tag;
    release.released_on = request_.on;
    release.amount = line.amount;
    if (!request_.title.empty()) release.title = request_.title;
    if (money.goal && money.goal->state == GoalState::approved) {
      release.goal_id = money.goal->id;
      release.goal_version = money.goal->version;
    }
    release.by_name = access_.viewer().name;
    release.at_ms = workspace_.clock().now_ms();
    release.provenance = money.project.provenance;
    return release;
  }

  Workspace& workspace_;
  const Access& access_;
  const ReleaseRequest& request_;
  std::map<ProjectId, ProjectMoney> money_;
};

Result<std::vector<Release>> releases_where(Workspace& workspace, const Access& access, store::Query query) {
  const auto& desc = record_of<Release>();
  const auto narrowed = access.narrow(desc, law::Action::list, std::move(query));
  if (!narrowed) return pass(narrowed);
  auto releases = store::load<Release>(workspace.store(), *narrowed);
  if (!releases) return releases;
  std::ranges::sort(*releases, [](const Release& a, const Release& b) {
    return std::tie(b.released_on, a.document_number, a.id) <
           std::tie(a.released_on, b.document_number, b.id);
  });
  return releases;
}

}  // namespace

Result<std::vector<Release>> release_money(Workspace& workspace, const Access& access,
                                           const ReleaseRequest& request) {
  if (const auto good = check_release(request); !good) return pass(good);
  if (const auto may = access.require("release", law::Action::create); !may) return pass(may);
  if (request.dry_run) {
    const auto puts = ReleaseDesk(workspace, access, request).puts();
    if (!puts) return pass(puts);
    std::vector<Release> lines;
    for (const auto& put : *puts) lines.push_back(from_row<Release>(put.row));
    return lines;
  }
  const auto written = workspace.write(access.viewer().actor("releases"),
                                       [&] { return ReleaseDesk(workspace, access, request).puts(); });
  if (!written) return pass(written);
  store::Query query;
  query.where.push_back({"document_number", {Value{request.document_number}}});
  return releases_where(workspace, access, std::move(query));
}

Result<std::vector<Release>> list_releases(Workspace& workspace, const Access& access, FiscalYear year) {
  store::Query query;
  query.where.push_back({"year", {Value{std::int64_t{year.value()}}}});
  return releases_where(workspace, access, std::move(query));
}

}  // namespace jiheng::app
