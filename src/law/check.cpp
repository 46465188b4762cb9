#include "law/check.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>

#include "law/budget_guard.h"
#include "law/figure.h"
#include "law/form.h"
#include "law/indicator_library.h"
#include "law/lint.h"
#include "law/mapping.h"
#include "law/parameter.h"
#include "law/permission.h"
#include "law/place.h"
#include "law/policy.h"
#include "law/process.h"
#include "law/report.h"
#include "law/scheme.h"

namespace jiheng::law {
namespace {

// One row a typed check; add yours here, sorted by kind.
constexpr std::array kKindChecks{
    KindCheckRow{Kind::figures, check_figure},
    KindCheckRow{Kind::forms, check_forms},
    KindCheckRow{Kind::forms, check_mappings},
    KindCheckRow{Kind::indicators, check_indicators},
    KindCheckRow{Kind::lint, check_lint},
    KindCheckRow{Kind::parameters, check_parameters},
    KindCheckRow{Kind::parameters, check_budget_guards},
    KindCheckRow{Kind::parameters, check_permissions},
    KindCheckRow{Kind::places, check_places},
    KindCheckRow{Kind::policies, check_policies},
    KindCheckRow{Kind::processes, check_processes},
    KindCheckRow{Kind::reports, check_report},
    KindCheckRow{Kind::schemes, check_schemes},
};

/// "law/x.yaml:12:3" taken apart.
struct FindingPlace {
  std::string_view file;
  int line = 0;
  int column = 0;
};

int take_number_at_end(std::string_view& text) {
  const auto colon = text.rfind(':');
  int number = 0;
  if (colon == std::string_view::npos) return 0;
  const auto [end, ec] = std::from_chars(text.data() + colon + 1, text.data() + text.size(), number);
  if (ec != std::errc{} || end != text.data() + text.size()) return 0;
  text = text.substr(0, colon);
  return number;
}

FindingPlace finding_place(const Finding& finding) {
  FindingPlace place{finding.where, 0, 0};
  place.column = take_number_at_end(place.file);
  place.line = take_number_at_end(place.file);
  return place;
}

}  // namespace

std::span<const KindCheckRow> kind_checks() { return kKindChecks; }

Finding finding_at(const Document& document, const Node& node, std::string rule, std::string message,
                   std::string hint) {
  return {std::move(rule), Severity::error, std::move(message), place_of(document.file, node),
          std::move(hint)};
}

void sort_by_place(Findings& findings) {
  std::ranges::stable_sort(findings, [](const Finding& a, const Finding& b) {
    const auto x = finding_place(a);
    const auto y = finding_place(b);
    return std::tie(x.file, x.line, x.column) < std::tie(y.file, y.line, y.column);
  });
}

}  // namespace jiheng::law
