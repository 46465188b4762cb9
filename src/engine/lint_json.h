#pragma once

#include <string>
#include <vector>

#include "base/json_writer.h"
#include "engine/lint.h"
#include "law/book.h"

namespace jiheng::engine {

/// {"rule","title","severity","message","where","row","field","value","origin","fix","basis","verified",
/// "citations":[…]}; `row` is null for the form as a whole.
void write_json(JsonWriter& out, const law::Book& book, const LintFinding& finding);

/// {"blocks","findings":[…],"not_checked":[{"rule","title","missing"}],"checked"}.
void write_json(JsonWriter& out, const law::Book& book, const LintReport& report);

/// {"id","title","severity","applies_to","each","at","point","message","rationale","fix","basis","why",
/// "verified","place","file","citations":[…]}.
void write_json(JsonWriter& out, const law::Book& book, const law::LintRule& rule);

/// What a rule rests on, in one line: "财预〔2015〕88号（待核实）" or "通行做法：…".
std::string basis_text(const law::Book& book, const law::LintRule& rule);

/// A rule's example in lines as people would say it: "三级指标：社会稳定；年度指标值：好".
std::vector<std::string> example_texts(const Node& example);

/// The page of a rule, and the index of all, as Markdown (docs/rules).
std::string rule_page(const law::Book& book, const law::LintRule& rule);
std::string rule_index(std::span<const std::shared_ptr<const law::LintRule>> rules);

}  // namespace jiheng::engine
