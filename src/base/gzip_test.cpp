#include "base/gzip.h"

#include <gtest/gtest.h>

namespace jiheng {
namespace {

std::string noise(std::size_t size, std::uint64_t seed) {
  std::string bytes(size, '\0');
  std::uint64_t state = seed * 2654435761U + 1;
  for (char& c : bytes) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    c = static_cast<char>(state >> 56U);
  }
  return bytes;
}

TEST(Gzip, refuses_damaged_truncated_prolonged_and_foreign_bytes) {
  const std::string packed = gzip("绩效目标，绩效目标，绩效目标");
  for (std::size_t cut = 0; cut < packed.size(); ++cut)
    EXPECT_FALSE(gunzip(packed.substr(0, cut), 1000)) << cut;
  EXPECT_FALSE(gunzip(packed + "x", 1000));
  EXPECT_FALSE(gunzip("no gzip at all", 1000));
  std::string damaged = packed;
  damaged[packed.size() - 5] = static_cast<char>(damaged[packed.size() - 5] ^ 1);  // in the check sum
  EXPECT_FALSE(gunzip(damaged, 1000));
}

TEST(Gzip, refuses_to_unpack_more_than_the_limit) {
  const std::string packed = gzip(std::string(1'000'000, 'a'));
  EXPECT_LT(packed.size(), 5000U);
  EXPECT_FALSE(gunzip(packed, 999'999));
  EXPECT_TRUE(gunzip(packed, 1'000'000));
}

TEST(Gzip, gives_back_what_it_was_given) {
  for (const std::size_t size : {0U, 1U, 1023U, 1024U, 1025U, 65536U, 300000U}) {
    const std::string bytes = noise(size, size);
    const auto again = gunzip(gzip(bytes), size);
    ASSERT_TRUE(again) << size;
    EXPECT_EQ(*again, bytes);
  }
}

TEST(Gzip, gives_the_same_bytes_for_the_same_input) { EXPECT_EQ(gzip(noise(5000, 7)), gzip(noise(5000, 7))); }

}  // namespace
}  // namespace jiheng
