#include <fmt/format.h>

#include <charconv>

#include "app/import_batch.h"
#include "app/people.h"
#include "base/text.h"

namespace jiheng::app {
namespace {

void check_user_rows(ImportBatch& batch) {
  const auto account_at = batch.desc->index_of("account");
  for (auto& row : batch.rows) {
    auto* account = std::get_if<std::string>(&row.row[account_at]);
    if (row.refused || account == nullptr) continue;
    *account = normal_account(*account);
    if (auto wrong = check_account(*account); !wrong.empty())
      batch.refuse(row, account_at, "import.cross", std::move(wrong));
  }
}

/// "/12/role" as 12 and "role".
std::pair<std::size_t, std::string_view> place_of_finding(std::string_view where) {
  std::size_t position = 0;
  const auto slash = where.find('/', 1);
  std::from_chars(where.data() + 1, where.data() + slash, position);
  return {position, where.substr(slash + 1)};
}

Result<void> check_grant_rows(ImportBatch& batch, store::Store& store) {
  std::vector<RoleGrant> grants;
  std::vector<IncomingRow*> rows;
  for (auto& row : batch.rows) {
    if (row.refused) continue;
    grants.push_back(from_row<RoleGrant>(row.row));
    rows.push_back(&row);
  }
  const auto findings = check_grants(store, {}, grants);
  if (!findings) return pass(findings);
  for (const auto& finding : *findings) {
    const auto [position, field] = place_of_finding(finding.where);
    batch.refuse(*rows[position], batch.desc->index_of(field), "import.grant", finding.message, finding.hint);
  }
  return {};
}

}  // namespace

Result<void> check_people(ImportBatch& batch, store::Store& store) {
  if (batch.desc->name == "user") check_user_rows(batch);
  return batch.desc->name == "role_grant" ? check_grant_rows(batch, store) : Result<void>{};
}

}  // namespace jiheng::app
