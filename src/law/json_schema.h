#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/finding.h"
#include "base/node.h"
#include "base/ratio.h"
#include "law/book.h"

namespace jiheng::law {

/// What a scalar may be beyond its type.
enum class Format { none, date, id, place, region, decimal };

/// One compiled (sub)schema of JSON Schema 2020-12; law/README.md lists the keywords.
struct Schema {
  static constexpr std::uint8_t kAnyType = 0;

  bool never = false;             ///< the schema `false`
  std::uint8_t types = kAnyType;  ///< bits of SchemaType
  std::string description;        ///< shown with findings
  std::vector<std::pair<std::string, const Schema*>> properties;
  std::vector<std::string> required;
  const Schema* additional = nullptr;  ///< of additionalProperties
  bool no_unevaluated = false;         ///< unevaluatedProperties: false
  const Schema* property_names = nullptr;
  std::optional<std::size_t> min_properties;
  const Schema* items = nullptr;
  std::optional<std::size_t> min_items;
  std::optional<std::size_t> max_items;
  bool unique_items = false;
  std::vector<Node> allowed;              ///< of enum and const
  std::optional<std::size_t> min_length;  ///< characters
  std::optional<std::size_t> max_length;
  std::optional<Ratio> minimum;
  std::optional<Ratio> maximum;
  std::optional<Ratio> exclusive_minimum;
  Format format = Format::none;
  const Schema* ref = nullptr;
  std::vector<const Schema*> all_of;
  std::vector<const Schema*> one_of;
  std::vector<const Schema*> any_of;
};

/// The bits of Schema::types.
enum SchemaType : std::uint8_t {
  kNullType = 1,
  kBooleanType = 2,
  kIntegerType = 4,
  kNumberType = 8,
  kStringType = 16,
  kArrayType = 32,
  kObjectType = 64,
};

/// Schema files that may refer to each other by file name.
class SchemaSet {
 public:
  /// Compiles every "schema/<name>.schema.json". What is wrong with a schema (a keyword that is not known, a
  /// $ref to nothing, a value of the wrong kind) is in the error's findings, all at once, as "file#/pointer".
  static Result<SchemaSet> compile(std::span<const LawFile> files, std::string_view root);

  /// The schema of a kind; nullptr when it has none.
  const Schema* of_kind(Kind kind) const;

 private:
  friend class SchemaCompiler;
  std::deque<Schema> schemas_;                               ///< stable addresses
  std::map<std::string, const Schema*, std::less<>> roots_;  ///< by file name
};

/// Everything in `node` that `schema` does not allow, with file:line:column.
Findings validate(const Schema& schema, const Node& node, std::string_view file);

/// Whether `text` may be an id of a law file: a–z 0–9 . - _, beginning with a letter or digit.
bool is_law_id(std::string_view text);

/// Whether `text` is "cn" or "cn/" with 2, 4 or 6 digits.
bool is_law_place(std::string_view text);

}  // namespace jiheng::law
