#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"

namespace jiheng::app {

/// "instr(text, 'a') > 0 or instr(text, 'b') > 0"
inline std::string sql_contains(std::string_view text, const std::vector<std::string>& words) {
  std::string sql = "0";
  for (const auto& word : words) sql += " or instr(" + std::string(text) + ", '" + word + "') > 0";
  return "(" + sql + ")";
}

inline std::string sql_list(const std::vector<std::string>& words) {
  std::string sql;
  for (const auto& word : words) sql += (sql.empty() ? "'" : ", '") + word + "'";
  return sql;
}

/// What facts are, as SQLite views over the stored tables: fact_<entity> with a column for each dimension and
/// measure.
inline std::string oracle_views(std::string_view as_of, const std::vector<std::string>& vague,
                                const std::vector<std::string>& judgement,
                                const std::vector<std::string>& marks,
                                const std::vector<std::string>& measures,
                                const std::vector<std::pair<std::string, int>>& vagueness) {
  std::string sql = R"sql(
create temp view vague_indicator as
select i.region, i.project_id, i.year, i.provenance,
  case when i.target glob '*[0-9]*' then
         (coalesce(i.unit, '') in ('%', '％', '百分比') or i.target like '%\%' escape '\')
         and $VAGUE_NAME and not $MEASURE_NAME
       when i.target in ($JUDGEMENT) then 1
       when $MARKS then 0
       else $VAGUE_TARGET or $VAGUE_FULL_NAME end as vague,
  i.id, i.name, i.target, case when i.target glob '*[0-9]*' then 0 when $MARKS then 5000 else 10000 end as unquantified
from indicator i;

create temp table pair_of as
with recursive p(id, region, project_id, year, name, at) as (
  select id, region, project_id, year, name, 1 from indicator where length(name) >= 2
  union all select id, region, project_id, year, name, at + 1 from p where at + 1 < length(name))
select id, region, project_id, year, substr(name, at, 2) as pair from p;
create temp table pair_projects as
select region, year, pair, count(distinct project_id) as projects from pair_of group by region, year, pair;
create index temp.pair_index on pair_projects (region, year, pair);
create temp table year_projects as
select region, year, count(distinct project_id) as projects from indicator group by region, year;
create temp table indistinct_of as
select o.id, sum(d.projects * 10000 / y.projects) / count(*) as indistinct
from pair_of o join pair_projects d on d.region = o.region and d.year = o.year and d.pair = o.pair
join year_projects y on y.region = o.region and y.year = o.year group by o.id;
create unique index temp.indistinct_index on indistinct_of (id);
create temp table same_projects as
select region, year, name, target, count(distinct project_id) as projects from indicator group by region, year, name, target;
create index temp.same_index on same_projects (region, year, name, target);
create temp table vagueness_of as
select project_id, region, year, (2 * sum(total) + count(*)) / (2 * count(*)) as vagueness from (
  select v.project_id, v.region, v.year, (($W_UNQUANTIFIED * v.unquantified + $W_EMPTY * 10000 * v.vague)
    + $W_REPEATED * min(10000, (s.projects - 1) * 10000 / $REPEATED_FULL) + $W_INDISTINCT * coalesce(n.indistinct, 0)) / 100 as total
  from vague_indicator v
  join same_projects s on s.region = v.region and s.year = v.year and s.name = v.name and s.target = v.target
  left join indistinct_of n on n.id = v.id)
group by project_id, region, year;
create unique index temp.vagueness_index on vagueness_of (region, project_id, year);

create temp view unit_of as
select u.region, u.id, u.code as unit, u.department_code as department from unit u;

create temp view worst as select 'recorded' as provenance, 0 as rank union select 'allocated', 1 union select 'illustrative', 2;
create temp view fund_rank as select '11' as fund_type, 0 as rank union select '12', 1 union select '13', 2
  union select '14', 3 union select '2', 4 union select '3', 5;

create temp table weakest as
select x.region, x.project_id, x.year, max(w.rank) as rank from (
  select region, project_id, year, provenance from budget_line
  union all select region, project_id, year, provenance from goal
  union all select region, project_id, year, provenance from indicator
  union all select region, project_id, year, provenance from self_evaluation
) x join worst w using (provenance) group by x.region, x.project_id, x.year;

create temp table main_fund as
select region, project_id, year, fund_type from (
  select b.region, b.project_id, b.year, b.fund_type,
    row_number() over (partition by b.region, b.project_id, b.year order by sum(b.adjusted) desc, r.rank) as place
  from budget_line b join fund_rank r using (fund_type) group by b.region, b.project_id, b.year, b.fund_type)
where place = 1;

create temp table fact_project_year as
select b.region, b.year, coalesce(u.department, '?') as department, coalesce(u.unit, '?') as unit, b.project_id as id,
  f.fund_type, p.category, p.kind as project_kind, p.sector, substr(p.function_class, 1, 3) as function_class,
  case when max(b.fund_tag = 'direct_transfer') then 'yes' else 'no' end as direct_transfer,
  case when max(b.fund_tag = 'special_bond') then 'yes' else 'no' end as special_bond,
  case when max(b.fund_tag = 'general_bond') then 'yes' else 'no' end as general_bond,
  coalesce(g.state, 'none') as goal_state,
  case when g.with_budget = 1 then 'yes' else 'no' end as goal_with_budget,
  coalesce((select m.alert from monitoring m where m.region = b.region and m.project_id = b.project_id and m.year = b.year
            and m.alert is not null order by m.quarter desc limit 1), 'none') as alert,
  case when exists (select 1 from monitoring m where m.region = b.region and m.project_id = b.project_id and m.year = b.year
            and m.submitted_on is not null) then 'yes' else 'no' end as monitored,
  case when s.submitted_on is null then 'none' when s.submitted_on > s.due_on then 'late' else 'on_time' end as self_evaluation_state,
  case when coalesce(s.submitted_on > s.due_on, s.due_on < '$ASOF', 0) then 1 else 0 end as self_late,
  coalesce(s.grade, 'none') as self_grade, s.computed_total as self_score,
  case when exists (select 1 from assessment a where a.region = b.region and a.project_id = b.project_id) then 'yes' else 'no' end as assessed,
  case when exists (select 1 from evaluation e where e.region = b.region and e.project_id = b.project_id and e.year = b.year)
       then 'yes' else 'no' end as evaluated,
  case when exists (select 1 from result_use r where r.region = b.region and r.project_id = b.project_id and r.year = b.year + 1)
       then 'yes' else 'no' end as result_linked,
  (select w2.provenance from worst w2 where w2.rank = max(k.rank, wp.rank)) as provenance,
  sum(b.initial) as initial, sum(b.adjusted) as adjusted, sum(b.executed) as executed,
  (select count(*) from vague_indicator v where v.region = b.region and v.project_id = b.project_id and v.year = b.year) as indicator_count,
  (select coalesce(sum(v.vague), 0) from vague_indicator v where v.region = b.region and v.project_id = b.project_id and v.year = b.year) as vague_count,
  (select x.vagueness from vagueness_of x where x.region = b.region and x.project_id = b.project_id and x.year = b.year) as vagueness,
  '' as vagueness_band, '' as vague, '' as illustrative
from budget_line b
join project p on p.region = b.region and p.id = b.project_id
join worst wp on wp.provenance = p.provenance
left join unit_of u on u.region = p.region and u.id = p.unit_id
join main_fund f on f.region = b.region and f.project_id = b.project_id and f.year = b.year
join weakest k on k.region = b.region and k.project_id = b.project_id and k.year = b.year
left join goal g on g.region = b.region and g.project_id = b.project_id and g.year = b.year
left join self_evaluation s on s.region = b.region and s.project_id = b.project_id and s.year = b.year
group by b.region, b.project_id, b.year;
update fact_project_year set vagueness_band = case when vagueness is null then 'none' when vagueness >= $BAND_HIGH * 100 then 'high'
  when vagueness >= $BAND_MIDDLE * 100 then 'middle' else 'low' end;
update fact_project_year set vague = case when vague_count > 0 then 'yes' else 'no' end,
  illustrative = case when provenance = 'illustrative' then 'yes' else 'no' end;

create temp view fact_assessment as
select a.*, u.unit, u.department, case when a.provenance = 'illustrative' then 'yes' else 'no' end as illustrative
from (select region, year, id, unit_id, conclusion, sector, case listed when 1 then 'yes' else 'no' end as listed, provenance,
        amount, suggested_amount, score from assessment) a
join unit_of u on u.region = a.region and u.id = a.unit_id;

create temp view fact_evaluation as
select e.region, e.year, e.id, u.unit, u.department, e.kind, cast(e.evaluated_year as text) as evaluated_year,
  coalesce(e.grade, 'none') as grade, e.provenance, e.amount, e.score,
  case when e.provenance = 'illustrative' then 'yes' else 'no' end as illustrative,
  case when exists (select 1 from result_use r where r.region = e.region and r.evaluation_year = e.year and r.evaluation_object = e.object_name)
         or exists (select 1 from rectification r where r.region = e.region and r.evaluation_object = e.object_name)
       then 'yes' else 'no' end as linked
from evaluation e join unit_of u on u.region = e.region and u.id = e.unit_id;

create temp view fact_monitoring as
select m.region, m.year, m.id, u.unit, u.department, cast(m.quarter as text) as quarter, coalesce(f.fund_type, '11') as fund_type, p.sector,
  case when m.submitted_on is null then 'no' else 'yes' end as submitted,
  case when coalesce(m.submitted_on > m.due_on, m.due_on < '$ASOF') then 'yes' else 'no' end as late,
  coalesce(m.money_light, 'none') as money_light, coalesce(m.goal_light, 'none') as goal_light, coalesce(m.alert, 'none') as alert,
  m.provenance, case when m.provenance = 'illustrative' then 'yes' else 'no' end as illustrative, m.executed, m.goal_progress
from monitoring m join project p on p.region = m.region and p.id = m.project_id
join unit_of u on u.region = p.region and u.id = p.unit_id
left join main_fund f on f.region = m.region and f.project_id = m.project_id and f.year = m.year;

create temp view fact_result_use as
select r.region, r.year, r.id, u.unit, u.department, r.basis, r.suggestion, r.decision, r.provenance,
  case when r.provenance = 'illustrative' then 'yes' else 'no' end as illustrative,
  r.base_amount, r.decided_amount, r.base_amount - r.decided_amount as reduced_amount,
  case when r.base_amount > 0 then ((r.base_amount - r.decided_amount) * 2000000 + r.base_amount) / (2 * r.base_amount) end as rate
from result_use r join unit_of u on u.region = r.region and u.id = r.unit_id;

create temp view fact_rectification as
select r.region, r.year, r.id, u.unit, u.department, r.source, r.state, r.provenance,
  case when r.provenance = 'illustrative' then 'yes' else 'no' end as illustrative,
  case when coalesce(coalesce(r.answered_on, case when r.state = 'closed' then r.closed_on end) > r.due_on, r.due_on < '$ASOF')
       then 'yes' else 'no' end as overdue
from rectification r join unit_of u on u.region = r.region and u.id = r.unit_id;

create temp view fact_budget_change as
select c.region, c.year, c.id, u.unit, u.department, c.kind, c.fund_type, p.category, p.sector, c.provenance, c.amount,
  case when c.provenance = 'illustrative' then 'yes' else 'no' end as illustrative,
  case when c.goal_id is not null or exists (select 1 from goal g where g.region = c.region and g.project_id = c.project_id
         and g.year = c.year and g.submitted_on <= c.changed_on) then 'yes' else 'no' end as with_goal
from budget_change c join project p on p.region = c.region and p.id = c.project_id
join unit_of u on u.region = p.region and u.id = p.unit_id;

create temp view fact_release as
select r.region, r.year, r.id, u.unit, u.department, r.fund_type, p.category, p.sector, r.provenance, r.amount,
  case when r.provenance = 'illustrative' then 'yes' else 'no' end as illustrative,
  case when r.goal_id is not null or exists (select 1 from goal g where g.region = r.region and g.project_id = r.project_id
         and g.year = r.year and g.approved_on <= r.released_on) then 'yes' else 'no' end as with_goal
from release r join project p on p.region = r.region and p.id = r.project_id
join unit_of u on u.region = p.region and u.id = p.unit_id;

create temp table fact_unit_year as
select n.region, y.year, n.id, n.code as unit, n.department_code as department, n.sector,
  (select count(*) from fact_project_year p where p.unit = n.code and p.year = y.year) as project_count,
  (select coalesce(sum(self_late), 0) from fact_project_year p where p.unit = n.code and p.year = y.year) as late_count,
  (select count(*) from fact_project_year p where p.unit = n.code and p.year = y.year and p.self_evaluation_state = 'none') as missing,
  (select w.provenance from worst w where w.rank = max((select rank from worst where provenance = n.provenance),
     coalesce((select max(w3.rank) from fact_project_year p join worst w3 using (provenance) where p.unit = n.code and p.year = y.year), 0))) as provenance,
  '' as has_project, '' as has_late, '' as all_self_evaluated, '' as illustrative
from unit n, (select distinct year from fact_project_year) y
where (n.kind = 'unit' and coalesce(n.since_year, 0) <= y.year and y.year <= coalesce(n.until_year, 9999))
   or exists (select 1 from fact_project_year p where p.unit = n.code and p.year = y.year);
update fact_unit_year set has_project = case when project_count > 0 then 'yes' else 'no' end,
  has_late = case when late_count > 0 then 'yes' else 'no' end,
  all_self_evaluated = case when missing = 0 then 'yes' else 'no' end,
  illustrative = case when provenance = 'illustrative' then 'yes' else 'no' end;
)sql";
  const std::string name_without_degree = "replace(i.name, '程度', '')";
  sql = replace_all(sql, "$VAGUE_NAME", sql_contains(name_without_degree, vague));
  sql = replace_all(sql, "$MEASURE_NAME", sql_contains(name_without_degree, measures));
  sql = replace_all(sql, "$JUDGEMENT", sql_list(judgement));
  sql = replace_all(sql, "$MARKS", sql_contains("i.target", marks));
  sql = replace_all(sql, "$VAGUE_TARGET", sql_contains("i.target", vague));
  sql = replace_all(sql, "$VAGUE_FULL_NAME", sql_contains("i.name", vague));
  for (const auto& [name, number] : vagueness) sql = replace_all(sql, name, std::to_string(number));
  return replace_all(sql, "$ASOF", as_of);
}

}  // namespace jiheng::app
