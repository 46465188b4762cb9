#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "base/date.h"
#include "base/enum_table.h"
#include "base/id.h"
#include "base/money.h"
#include "base/ratio.h"
#include "base/region.h"
#include "base/score.h"

namespace jiheng {

/// What a field holds, as far as storing, sending and printing it goes.
enum class FieldKind {
  text,     ///< UTF-8
  integer,  ///< a count
  boolean,  ///< stored 0 or 1
  money,    ///< 分
  score,    ///< hundredths of a point
  ratio,    ///< parts per million
  date,     ///< "2022-03-31"
  year,     ///< a budget year
  quarter,  ///< 1 to 4
  code,     ///< an enumeration's code
  region,   ///< a division code, stored as a number
  id,       ///< 64-bit, a string in JSON
};

/// The one form in which stores, codecs and the audit trail handle a field: nothing, a whole number, or text.
using Value = std::variant<std::monostate, std::int64_t, std::string>;

inline bool is_empty(const Value& value) { return std::holds_alternative<std::monostate>(value); }

/// A code of an enumeration with its Chinese label.
struct CodeRow {
  std::string_view code;
  std::string_view label;
};

/// What every field of one C++ type shares.
struct FieldType {
  FieldKind kind;
  bool optional;
  std::span<const CodeRow> codes;    ///< of enumerations
  Value (*get)(const void* member);  ///< monostate for "not filled"
  bool (*set)(void* member,
              const Value& value);  ///< false, and nothing changed, when the value is none of this type
};

/// Whose part of a form a field belongs to (两手: finance staff and project staff each own theirs).
enum class FieldPart { any, finance, project };

/// What a record says about one of its fields.
struct FieldOptions {
  std::string_view zh{};   ///< label, and column header in workbooks
  bool required = false;   ///< must be filled, and text must not be blank
  int max = 200;           ///< of text, in characters
  bool key = false;        ///< part of the natural key, by which an import recognises a row
  std::string_view ref{};  ///< of ids: the record referred to; files write that record's code instead
  bool system = false;     ///< computed by the program: not imported, not writable from outside
  bool percent = false;    ///< of ratios: shown and typed as a percentage
  bool negative = false;   ///< of money: may be below zero
  bool secret = false;  ///< password hashes and the like: never imported, exported, sent or logged; the audit
                        ///< trail says that it changed, not to what
  FieldPart part = FieldPart::any;  ///< whose part of a form it is
};

/// One member of a record.
struct FieldDesc {
  std::string_view name;  ///< snake_case: SQL column and JSON member
  const FieldType* type = nullptr;
  const void* (*at)(const void* record) = nullptr;
  FieldOptions options;

  Value get(const void* record) const { return type->get(at(record)); }
  bool set(void* record, const Value& value) const { return type->set(const_cast<void*>(at(record)), value); }
  std::string_view label() const { return options.zh.empty() ? name : options.zh; }
};

namespace detail {

/// How a C++ type becomes a Value and back.
template <class T>
struct Codec;

template <class T>
bool assign(T& member, const Result<T>& made) {
  if (made) member = *made;
  return made.has_value();
}

// Types kept as whole numbers: each says its kind, its number, and how it is made from one.
inline std::int64_t to_number(std::int64_t m) { return m; }
inline std::int64_t to_number(bool m) { return m ? 1 : 0; }
inline std::int64_t to_number(Money m) { return m.fen(); }
inline std::int64_t to_number(Score m) { return m.hundredths(); }
inline std::int64_t to_number(const Ratio& m) { return m.to_ppm(); }
inline std::int64_t to_number(FiscalYear m) { return m.value(); }
inline std::int64_t to_number(Quarter m) { return m.value(); }
inline std::int64_t to_number(Region m) { return m.code(); }
template <class Tag>
std::int64_t to_number(Id<Tag> m) {
  return m.value;
}

inline bool from_number(std::int64_t& m, std::int64_t v) {
  m = v;
  return true;
}
inline bool from_number(bool& m, std::int64_t v) {
  m = v != 0;
  return v == 0 || v == 1;
}
inline bool from_number(Money& m, std::int64_t v) {
  m = Money::from_fen(v);
  return true;
}
inline bool from_number(Score& m, std::int64_t v) {
  constexpr std::int64_t kLargest = 1000000;
  if (v < 0 || v > kLargest) return false;
  m = Score::from_hundredths(static_cast<std::int32_t>(v));
  return true;
}
inline bool from_number(Ratio& m, std::int64_t v) {
  m = Ratio::from_ppm(v);
  return true;
}
inline bool from_number(FiscalYear& m, std::int64_t v) { return assign(m, FiscalYear::of(v)); }
inline bool from_number(Quarter& m, std::int64_t v) { return assign(m, Quarter::of(v)); }
inline bool from_number(Region& m, std::int64_t v) { return assign(m, Region::of(v)); }
template <class Tag>
bool from_number(Id<Tag>& m, std::int64_t v) {
  m.value = v;
  return true;
}

template <class T, FieldKind K>
struct NumberCodec {
  static constexpr FieldKind kind = K;
  static constexpr std::span<const CodeRow> codes{};
  static Value get(const T& member) { return to_number(member); }
  static bool set(T& member, const Value& value) {
    const auto* number = std::get_if<std::int64_t>(&value);
    return number != nullptr && from_number(member, *number);
  }
};

template <>
struct Codec<std::int64_t> : NumberCodec<std::int64_t, FieldKind::integer> {};
template <>
struct Codec<bool> : NumberCodec<bool, FieldKind::boolean> {};
template <>
struct Codec<Money> : NumberCodec<Money, FieldKind::money> {};
template <>
struct Codec<Score> : NumberCodec<Score, FieldKind::score> {};
template <>
struct Codec<Ratio> : NumberCodec<Ratio, FieldKind::ratio> {};
template <>
struct Codec<FiscalYear> : NumberCodec<FiscalYear, FieldKind::year> {};
template <>
struct Codec<Quarter> : NumberCodec<Quarter, FieldKind::quarter> {};
template <>
struct Codec<Region> : NumberCodec<Region, FieldKind::region> {};
template <class Tag>
struct Codec<Id<Tag>> : NumberCodec<Id<Tag>, FieldKind::id> {};

template <>
struct Codec<std::string> {
  static constexpr FieldKind kind = FieldKind::text;
  static constexpr std::span<const CodeRow> codes{};
  static Value get(const std::string& member) { return member; }
  static bool set(std::string& member, const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    if (text != nullptr) member = *text;
    return text != nullptr;
  }
};

template <>
struct Codec<Date> {
  static constexpr FieldKind kind = FieldKind::date;
  static constexpr std::span<const CodeRow> codes{};
  static Value get(const Date& member) { return member.to_text(); }
  static bool set(Date& member, const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text != nullptr && assign(member, Date::parse(*text));
  }
};

template <class E>
  requires std::is_enum_v<E>
struct Codec<E> {
  static constexpr FieldKind kind = FieldKind::code;
  static constexpr auto kRows = [] {
    std::array<CodeRow, std::size(enum_table(E{}))> rows{};
    for (std::size_t i = 0; i < rows.size(); ++i)
      rows[i] = {enum_table(E{})[i].code, enum_table(E{})[i].label};
    return rows;
  }();
  static constexpr std::span<const CodeRow> codes{kRows};
  static Value get(E member) { return std::string(enum_code(member)); }
  static bool set(E& member, const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    const E* found = text == nullptr ? nullptr : find_enum<E>(*text);
    if (found != nullptr) member = *found;
    return found != nullptr;
  }
};

template <class T>
struct TypeOf {
  static constexpr FieldType type{
      Codec<T>::kind, false, Codec<T>::codes,
      [](const void* member) { return Codec<T>::get(*static_cast<const T*>(member)); },
      [](void* member, const Value& value) { return Codec<T>::set(*static_cast<T*>(member), value); }};
};

template <class T>
struct TypeOf<std::optional<T>> {
  static Value get(const void* member) {
    const auto& optional = *static_cast<const std::optional<T>*>(member);
    return optional ? Codec<T>::get(*optional) : Value{};
  }
  static bool set(void* member, const Value& value) {
    auto& optional = *static_cast<std::optional<T>*>(member);
    T made{};
    if (!is_empty(value) && !Codec<T>::set(made, value)) return false;
    if (is_empty(value))
      optional.reset();
    else
      optional = std::move(made);
    return true;
  }
  static constexpr FieldType type{Codec<T>::kind, true, Codec<T>::codes, &get, &set};
};

template <class>
struct MemberOf;
template <class R, class T>
struct MemberOf<T R::*> {
  using Record = R;
  using Type = T;
};

}  // namespace detail

/// Describes the member `M`: `field<&Goal::year>("year", {.zh = "年度", .key = true})`.
template <auto M>
constexpr FieldDesc field(std::string_view name, FieldOptions options = {}) {
  using Record = typename detail::MemberOf<decltype(M)>::Record;
  using Type = typename detail::MemberOf<decltype(M)>::Type;
  return {name, &detail::TypeOf<Type>::type,
          [](const void* record) -> const void* { return &(static_cast<const Record*>(record)->*M); },
          options};
}

}  // namespace jiheng
