#include "app/security_rules.h"

#include <algorithm>

#include "law/parameter.h"

namespace jiheng::app {
namespace {

/// Reads whole numbers of one place and day; keeps the first error.
class RuleReader {
 public:
  RuleReader(const law::Book& book, Region place, Date as_of) : book_(book), place_(place), as_of_(as_of) {}

  void number(std::string_view id, std::string_view key, int& value) {
    take(law::integer_parameter(book_, id, place_, as_of_, key), value);
  }
  void texts(std::string_view id, std::vector<std::string>& value) {
    take(law::list_parameter(book_, id, place_, as_of_), value);
  }
  void text(std::string_view id, std::string_view key, std::string& value) {
    take(law::text_parameter(book_, id, place_, as_of_, key), value);
  }
  const Result<void>& done() const { return done_; }

 private:
  template <class T>
  void take(Result<T> read, T& value) {
    if (read)
      value = std::move(*read);
    else if (done_)
      done_ = pass(read);
  }

  const law::Book& book_;
  Region place_;
  Date as_of_;
  Result<void> done_;
};

}  // namespace

bool SecurityRules::needs_second_factor(Role role) const {
  return std::ranges::count(second_factor_roles, role) > 0;
}

Result<SecurityRules> read_security_rules(const law::Book& book, Region place, Date as_of, bool demo) {
  SecurityRules rules;
  RuleReader reader(book, place, as_of);
  reader.number("security.password", "min_length", rules.min_length);
  reader.number("security.password", "classes", rules.classes);
  reader.number("security.password", "max_age_days", rules.max_age_days);
  reader.number("security.password", "history", rules.history);
  reader.texts("security.common-passwords", rules.common_passwords);
  reader.number("security.lock-out", "failures", rules.lock_failures);
  reader.number("security.lock-out", "minutes", rules.lock_minutes);
  reader.number("security.lock-out", "address_per_minute", rules.address_per_minute);
  reader.number("security.session", "idle_minutes", rules.idle_minutes);
  reader.number("security.session", "absolute_hours", rules.absolute_hours);
  reader.number("security.hashing", "passes", rules.hash_passes);
  reader.number("security.hashing", "memory_mib", rules.hash_memory_mib);
  reader.number("security.hashing", "at_once", rules.hashes_at_once);
  std::vector<std::string> roles;
  reader.texts("security.second-factor", roles);
  std::string with_factor = "yes";
  if (demo) {
    reader.number("security.demonstration", "max_age_days", rules.max_age_days);
    reader.text("security.demonstration", "second_factor", with_factor);
  }
  if (!reader.done()) return pass(reader.done());
  for (const auto& text : roles) {
    const auto* role = find_enum<Role>(text);
    if (role == nullptr) return fail(ErrorCode::internal, "security.second-factor 里有不认识的角色：" + text);
    if (with_factor != "no") rules.second_factor_roles.push_back(*role);
  }
  return rules;
}

}  // namespace jiheng::app
