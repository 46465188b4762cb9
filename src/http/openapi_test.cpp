#include "http/openapi.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/file.h"
#include "base/node.h"
#include "http/routes.h"
#include "http/shape.h"

namespace jiheng::http {
namespace {

namespace fs = std::filesystem;

TEST(OpenApi, is_committed_as_it_is_generated) {
  const auto committed = read_file(fs::path(JIHENG_SOURCE_DIR) / "api/openapi.json");
  const std::string renew = "to renew it: build/release/jiheng openapi > api/openapi.json";
  ASSERT_TRUE(committed) << renew;
  if (*committed == openapi_text()) return;
  const auto generated = openapi_text();
  const auto differ = std::ranges::mismatch(*committed, generated);
  const auto line = 1 + std::count(committed->begin(), differ.in1, '\n');
  ADD_FAILURE() << "api/openapi.json differs from line " << line << " on; " << renew;
}

void collect_references(const Node& node, std::set<std::string>& found) {
  for (const auto& member : node.members) {
    if (member.key == "$ref") found.insert(member.value.text);
    collect_references(member.value, found);
  }
  for (const auto& item : node.items) collect_references(item, found);
}

TEST(OpenApi, is_json_whose_references_all_lead_somewhere) {
  const auto tree = parse_json(openapi_text(), "openapi.json");
  ASSERT_TRUE(tree) << to_string(tree.error());
  std::set<std::string> references;
  collect_references(*tree, references);
  const Node* schemas = tree->find("components")->find("schemas");
  for (const auto& reference : references) {
    const auto name = reference.substr(reference.rfind('/') + 1);
    if (reference.starts_with("#/components/responses/")) continue;
    EXPECT_NE(schemas->find(name), nullptr) << reference;
  }
  for (const auto& shape : all_shapes()) {
    EXPECT_TRUE(references.contains("#/components/schemas/" + std::string(shape.name)))
        << shape.name << " is used by nothing";
  }
}

TEST(OpenApi, has_the_shapes_sorted_by_name) {
  EXPECT_TRUE(std::ranges::is_sorted(all_shapes(), {}, &Shape::name));
}

TEST(Routes, of_every_file_in_the_folder_are_in_the_table) {
  // Every resource file defines <name>_routes(); its first route is in the table when its name stands in
  // routes.cpp.
  const auto table = read_file(fs::path(JIHENG_SOURCE_DIR) / "src/http/routes.cpp");
  ASSERT_TRUE(table);
  for (const auto& entry : fs::directory_iterator(fs::path(JIHENG_SOURCE_DIR) / "src/http/routes")) {
    if (entry.path().extension() != ".cpp") continue;
    EXPECT_NE(table->find(entry.path().stem().string() + "_routes"), std::string::npos) << entry.path();
  }
}

}  // namespace
}  // namespace jiheng::http
