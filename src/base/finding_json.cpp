#include "base/finding_json.h"

namespace jiheng {

void write_finding(JsonWriter& json, const Finding& finding) {
  json.begin_object();
  json.member("rule", finding.rule).member("severity", severity_code(finding.severity));
  json.member("message", finding.message).member("where", finding.where).member("hint", finding.hint);
  json.end_object();
}

void write_findings(JsonWriter& json, const Findings& findings) {
  json.begin_list();
  for (const auto& finding : findings) write_finding(json, finding);
  json.end_list();
}

}  // namespace jiheng
