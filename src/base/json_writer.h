#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace jiheng {

/// Writes JSON text front to back; the caller opens and closes objects and lists in order.
/// With indent > 0, a member or item a line.
class JsonWriter {
 public:
  explicit JsonWriter(int indent = 0) : indent_(indent) {}

  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_list();
  JsonWriter& end_list();
  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view text);
  JsonWriter& integer(std::int64_t value);
  /// A number already in JSON's form ("92.75"): exact decimals never pass through a double.
  JsonWriter& number(std::string_view text);
  JsonWriter& boolean(bool value);
  JsonWriter& null();

  JsonWriter& member(std::string_view name, std::string_view text) { return key(name).string(text); }
  JsonWriter& member(std::string_view name, const char* text) { return key(name).string(text); }
  JsonWriter& member(std::string_view name, std::int64_t value) { return key(name).integer(value); }

  const std::string& text() const { return out_; }
  std::string take() { return std::move(out_); }

 private:
  void before_value();
  void new_line();
  JsonWriter& close(char bracket);

  std::string out_;
  int indent_;
  int depth_ = 0;
  bool first_ = true;  ///< nothing yet in the innermost object or list
  bool after_key_ = false;
};

}  // namespace jiheng
