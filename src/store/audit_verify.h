#pragma once

#include <cstdint>
#include <optional>

#include "store/audit_chain.h"
#include "store/store.h"

namespace jiheng::store {

/// What checking the chain came to; no findings: it is whole as far as docs/dev/audit-chain.md says that can
/// be seen.
struct AuditVerification {
  std::int64_t from = 1;
  std::int64_t entries = 0;  ///< read and checked
  AuditHead last;            ///< the last entry that is there
  Findings findings;
};

/// Recomputes every hash from entry `from` on and follows the links, the numbers and the stored head; finds
/// changed, removed, reordered and inserted entries and a tail that was cut off. With `noted`, also checks
/// that the chain still holds the head that somebody wrote down earlier. An error means that it could not be
/// read, or that `from` is no entry.
Result<AuditVerification> verify_audit(Store& store, std::int64_t from = 1,
                                       const std::optional<AuditHead>& noted = {});

/// What became of entries whose hash does not fit (`numbers`, ascending): reads them again with their
/// neighbours and tells change, move, insertion and removal apart. `total` is how many there are in all.
Result<Findings> diagnose_audit(Store& store, const std::vector<std::int64_t>& numbers, std::int64_t total);

}  // namespace jiheng::store
