// YAML and JSON trees: whatever the bytes, an error or a tree; never a crash, and what JSON accepts is
// printed and read again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/json_writer.h"
#include "base/node.h"

namespace {

void write_node(jiheng::JsonWriter& writer, const jiheng::Node& node) {
  using Kind = jiheng::Node::Kind;
  switch (node.kind) {
    case Kind::null: writer.null(); break;
    case Kind::boolean: writer.boolean(node.text == "true"); break;
    case Kind::number: writer.number(node.text); break;
    case Kind::string: writer.string(node.text); break;
    case Kind::list:
      writer.begin_list();
      for (const auto& item : node.items) write_node(writer, item);
      writer.end_list();
      break;
    case Kind::map:
      writer.begin_object();
      for (const auto& member : node.members) {
        writer.key(member.key);
        write_node(writer, member.value);
      }
      writer.end_object();
      break;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)jiheng::parse_yaml(bytes, "fuzz.yaml");
  const auto node = jiheng::parse_json(bytes, "fuzz.json");
  if (node) {
    jiheng::JsonWriter writer;
    write_node(writer, *node);
    if (!jiheng::parse_json(writer.text(), "again.json")) std::abort();
  }
  return 0;
}
