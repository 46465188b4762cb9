#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace jiheng::engine {

/// Appends numbers (little-endian), texts and arrays.
class ByteWriter {
 public:
  template <class T>
  void number(T value) {
    static_assert(std::is_integral_v<T>);
    char bytes[sizeof(T)];
    std::memcpy(bytes, &value, sizeof(T));
    out_.append(bytes, sizeof(T));
  }
  void text(std::string_view value) {
    number(static_cast<std::uint32_t>(value.size()));
    out_.append(value);
  }
  template <class T>
  void array(const std::vector<T>& values) {
    number(static_cast<std::uint32_t>(values.size()));
    if (!values.empty()) out_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

/// Reads them back; after the first thing that is not there every answer is empty and ok() is false.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }
  void give_up() { ok_ = false; }

  template <class T>
  T number() {
    T value{};
    const auto bytes = take(sizeof(T));
    if (ok_) std::memcpy(&value, bytes.data(), sizeof(T));
    return value;
  }
  std::string_view text() {
    const auto size = number<std::uint32_t>();
    return take(size);
  }
  template <class T>
  std::vector<T> array() {
    const auto count = number<std::uint32_t>();
    const auto bytes = take(std::uint64_t{count} * sizeof(T));
    if (!ok_) return {};
    std::vector<T> values(count);
    if (count > 0) std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
  }
  /// A count of things that each take at least `least` bytes; more than can follow is refused before memory
  /// is taken.
  std::uint32_t count(std::size_t least) {
    const auto value = number<std::uint32_t>();
    if (std::uint64_t{value} * least > rest_.size()) ok_ = false;
    return ok_ ? value : 0;
  }

 private:
  std::string_view take(std::uint64_t size) {
    if (!ok_ || size > rest_.size()) {
      ok_ = false;
      return {};
    }
    const auto taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace jiheng::engine
