#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/decimal.h"
#include "law/json_schema.h"
#include "law/suggest.h"

namespace jiheng::law {
namespace {

constexpr std::string_view kSchemaFolder = "schema/";
constexpr std::string_view kSchemaEnding = ".schema.json";

constexpr int kDeepestReference = 32;

struct TypeName {
  std::string_view name;
  SchemaType bit;
};
constexpr std::array kTypeNames{
    TypeName{"null", kNullType},     TypeName{"boolean", kBooleanType}, TypeName{"integer", kIntegerType},
    TypeName{"number", kNumberType}, TypeName{"string", kStringType},   TypeName{"array", kArrayType},
    TypeName{"object", kObjectType},
};

struct FormatName {
  std::string_view name;
  Format format;
};
constexpr std::array kFormatNames{
    FormatName{"date", Format::date},       FormatName{"id", Format::id},
    FormatName{"place", Format::place},     FormatName{"region", Format::region},
    FormatName{"decimal", Format::decimal},
};

std::string file_name(std::string_view path) { return std::string(path.substr(path.rfind('/') + 1)); }

}  // namespace

/// Turns schema files into SchemaSet; one compile() each, then link() resolves the references.
class SchemaCompiler {
 public:
  SchemaCompiler(SchemaSet& set, Findings& findings) : set_(set), findings_(findings) {}

  void compile(const LawFile& file, std::string_view root) {
    name_ = file_name(file.path);
    label_ = fmt::format("{}/{}", root, file.path);
    const auto json = parse_json(file.text, label_);
    if (!json) {
      auto found = json.error().findings;
      if (found.empty())
        found.push_back({"law.schema", Severity::error, json.error().message, label_ + ":1:1", {}});
      findings_.insert(findings_.end(), found.begin(), found.end());
      return;
    }
    set_.roots_[name_] = read(*json, "");
  }

  void link() {
    for (const auto& reference : references_) {
      const Schema* target = resolve(reference.file, reference.target);
      if (target == nullptr)
        complain(reference.where, fmt::format("$ref “{}”指向不存在的模式", reference.target),
                 "先在 $defs 里定义它");
      reference.schema->ref = target;
    }
    for (const auto& reference : references_) {
      if (returns_to(*reference.schema, reference.schema, 0))
        complain(reference.where, "$ref 绕回了自己", "去掉这个引用");
    }
  }

 private:
  using Reader = void (SchemaCompiler::*)(Schema&, const Node&, const std::string&);
  struct Keyword {
    std::string_view name;
    Reader read;
  };
  struct Reference {
    Schema* schema;
    std::string file;
    std::string target;
    std::string where;
  };

  static std::span<const Keyword> keywords() {
    using C = SchemaCompiler;
    static constexpr std::array kKeywords{
        Keyword{"$schema", &C::note},
        Keyword{"$id", &C::note},
        Keyword{"$comment", &C::note},
        Keyword{"title", &C::note},
        Keyword{"examples", &C::note},
        Keyword{"description", &C::description},
        Keyword{"$defs", &C::definitions},
        Keyword{"$ref", &C::reference},
        Keyword{"type", &C::type},
        Keyword{"properties", &C::properties},
        Keyword{"required", &C::required},
        Keyword{"additionalProperties", &C::additional},
        Keyword{"unevaluatedProperties", &C::unevaluated},
        Keyword{"propertyNames", &C::property_names},
        Keyword{"minProperties", &C::min_properties},
        Keyword{"items", &C::items},
        Keyword{"minItems", &C::min_items},
        Keyword{"maxItems", &C::max_items},
        Keyword{"uniqueItems", &C::unique_items},
        Keyword{"enum", &C::enumeration},
        Keyword{"const", &C::constant},
        Keyword{"minLength", &C::min_length},
        Keyword{"maxLength", &C::max_length},
        Keyword{"minimum", &C::minimum},
        Keyword{"maximum", &C::maximum},
        Keyword{"exclusiveMinimum", &C::exclusive_minimum},
        Keyword{"format", &C::format},
        Keyword{"allOf", &C::all_of},
        Keyword{"oneOf", &C::one_of},
        Keyword{"anyOf", &C::any_of},
    };
    return kKeywords;
  }

  void complain(const std::string& where, std::string message, std::string hint = {}) {
    findings_.push_back({"law.schema", Severity::error, std::move(message), where, std::move(hint)});
  }

  std::string at(const std::string& pointer) const { return fmt::format("{}#{}", label_, pointer); }

  /// Whether checking one value by `schema` would come back to `start` for the same value, for ever.
  static bool returns_to(const Schema& schema, const Schema* start, int depth) {
    if (depth > kDeepestReference) return true;
    const auto leads_back = [&](const Schema* next) {
      return next == start || (next != nullptr && returns_to(*next, start, depth + 1));
    };
    return leads_back(schema.ref) || std::ranges::any_of(schema.all_of, leads_back) ||
           std::ranges::any_of(schema.any_of, leads_back) || std::ranges::any_of(schema.one_of, leads_back);
  }

  const Schema* read(const Node& node, const std::string& pointer) {
    Schema& schema = set_.schemas_.emplace_back();
    by_pointer_[name_ + "#" + pointer] = &schema;
    if (node.kind == Node::Kind::boolean) {
      schema.never = node.text == "false";
      return &schema;
    }
    if (!node.is_map()) {
      complain(at(pointer), "模式应为对象或 true/false");
      return &schema;
    }
    for (const auto& member : node.members) {
      const std::string inner = pointer + "/" + member.key;
      const auto keyword = std::ranges::find(keywords(), std::string_view(member.key), &Keyword::name);
      if (keyword != keywords().end()) {
        (this->*keyword->read)(schema, member.value, inner);
        continue;
      }
      std::vector<std::string> known;
      for (const auto& each : keywords()) known.emplace_back(each.name);
      complain(at(inner), fmt::format("不认识的模式关键字“{}”", member.key), did_you_mean(member.key, known));
    }
    return &schema;
  }

  const Schema* resolve(const std::string& file, const std::string& target) const {
    const auto hash = target.find('#');
    const std::string name = hash == 0 ? file : target.substr(0, hash);
    const std::string pointer = hash == std::string::npos ? "" : target.substr(hash + 1);
    const auto found = by_pointer_.find(name + "#" + pointer);
    return found == by_pointer_.end() ? nullptr : found->second;
  }

  void note(Schema&, const Node&, const std::string&) {}
  void description(Schema& schema, const Node& node, const std::string&) { schema.description = node.text; }

  void definitions(Schema&, const Node& node, const std::string& pointer) {
    for (const auto& member : node.members) read(member.value, pointer + "/" + member.key);
  }

  void reference(Schema& schema, const Node& node, const std::string& pointer) {
    references_.push_back({&schema, name_, node.text, at(pointer)});
  }

  void type(Schema& schema, const Node& node, const std::string& pointer) {
    const std::span<const Node> names =
        node.is_list() ? std::span<const Node>(node.items) : std::span<const Node>(&node, 1);
    for (const auto& name : names) {
      const auto found = std::ranges::find(kTypeNames, std::string_view(name.text), &TypeName::name);
      if (found == kTypeNames.end()) {
        complain(at(pointer), fmt::format("没有类型“{}”", name.text),
                 "null boolean integer number string array object 之一");
      } else {
        schema.types = static_cast<std::uint8_t>(schema.types | found->bit);
      }
    }
  }

  void properties(Schema& schema, const Node& node, const std::string& pointer) {
    for (const auto& member : node.members) {
      schema.properties.emplace_back(member.key, read(member.value, pointer + "/" + member.key));
    }
  }

  void required(Schema& schema, const Node& node, const std::string& pointer) {
    if (!node.is_list()) complain(at(pointer), "required 应为列表");
    for (const auto& item : node.items) schema.required.push_back(item.text);
  }

  void additional(Schema& schema, const Node& node, const std::string& pointer) {
    schema.additional = read(node, pointer);
  }

  void unevaluated(Schema& schema, const Node& node, const std::string& pointer) {
    if (node.text != "false") complain(at(pointer), "unevaluatedProperties 只支持 false");
    schema.no_unevaluated = true;
  }

  void property_names(Schema& schema, const Node& node, const std::string& pointer) {
    schema.property_names = read(node, pointer);
  }
  void items(Schema& schema, const Node& node, const std::string& pointer) {
    schema.items = read(node, pointer);
  }

  std::optional<std::size_t> count(const Node& node, const std::string& pointer) {
    std::size_t value = 0;
    const auto [end, ec] = std::from_chars(node.text.data(), node.text.data() + node.text.size(), value);
    if (ec == std::errc{} && end == node.text.data() + node.text.size()) return value;
    complain(at(pointer), fmt::format("“{}”应为非负整数", node.text));
    return std::nullopt;
  }

  void min_properties(Schema& schema, const Node& node, const std::string& p) {
    schema.min_properties = count(node, p);
  }
  void min_items(Schema& schema, const Node& node, const std::string& p) {
    schema.min_items = count(node, p);
  }
  void max_items(Schema& schema, const Node& node, const std::string& p) {
    schema.max_items = count(node, p);
  }
  void min_length(Schema& schema, const Node& node, const std::string& p) {
    schema.min_length = count(node, p);
  }
  void max_length(Schema& schema, const Node& node, const std::string& p) {
    schema.max_length = count(node, p);
  }
  void unique_items(Schema& schema, const Node& node, const std::string&) {
    schema.unique_items = node.text == "true";
  }

  std::optional<Ratio> bound(const Node& node, const std::string& pointer) {
    const auto value = parse_decimal(node.text);
    if (value) {
      if (const auto ratio = Ratio::of(*value, Decimal{1, 0})) return *ratio;
    }
    complain(at(pointer), fmt::format("“{}”应为数字", node.text));
    return std::nullopt;
  }

  void minimum(Schema& schema, const Node& node, const std::string& p) { schema.minimum = bound(node, p); }
  void maximum(Schema& schema, const Node& node, const std::string& p) { schema.maximum = bound(node, p); }
  void exclusive_minimum(Schema& schema, const Node& node, const std::string& p) {
    schema.exclusive_minimum = bound(node, p);
  }

  void enumeration(Schema& schema, const Node& node, const std::string& pointer) {
    if (!node.is_list() || node.items.empty()) complain(at(pointer), "enum 应为不空的列表");
    schema.allowed = node.items;
  }
  void constant(Schema& schema, const Node& node, const std::string&) { schema.allowed = {node}; }

  void format(Schema& schema, const Node& node, const std::string& pointer) {
    const auto found = std::ranges::find(kFormatNames, std::string_view(node.text), &FormatName::name);
    if (found == kFormatNames.end()) {
      complain(at(pointer), fmt::format("没有格式“{}”", node.text), "date id place region decimal 之一");
    } else {
      schema.format = found->format;
    }
  }

  std::vector<const Schema*> branches(const Node& node, const std::string& pointer) {
    std::vector<const Schema*> all;
    if (!node.is_list() || node.items.empty()) complain(at(pointer), "应为不空的列表");
    for (std::size_t i = 0; i < node.items.size(); ++i)
      all.push_back(read(node.items[i], fmt::format("{}/{}", pointer, i)));
    return all;
  }
  void all_of(Schema& schema, const Node& node, const std::string& p) { schema.all_of = branches(node, p); }
  void one_of(Schema& schema, const Node& node, const std::string& p) { schema.one_of = branches(node, p); }
  void any_of(Schema& schema, const Node& node, const std::string& p) { schema.any_of = branches(node, p); }

  SchemaSet& set_;
  Findings& findings_;
  std::string name_;                                              ///< "schemes.schema.json"
  std::string label_;                                             ///< "law/schema/schemes.schema.json"
  std::map<std::string, const Schema*, std::less<>> by_pointer_;  ///< "file#/pointer"
  std::vector<Reference> references_;
};

Result<SchemaSet> SchemaSet::compile(std::span<const LawFile> files, std::string_view root) {
  SchemaSet set;
  Findings findings;
  SchemaCompiler compiler(set, findings);
  for (const auto& file : files) {
    if (file.path.starts_with(kSchemaFolder) && file.path.ends_with(kSchemaEnding))
      compiler.compile(file, root);
  }
  compiler.link();
  if (!findings.empty()) {
    std::string message = fmt::format("模式文件有 {} 处错误", findings.size());
    return fail(ErrorCode::invalid, std::move(message), std::move(findings));
  }
  return set;
}

const Schema* SchemaSet::of_kind(Kind kind) const {
  const auto found = roots_.find(fmt::format("{}{}", kind_name(kind), kSchemaEnding));
  return found == roots_.end() ? nullptr : found->second;
}

}  // namespace jiheng::law
