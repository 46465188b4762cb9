#include "io/csv.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "base/file.h"
#include "base/rng.h"

namespace jiheng::io {
namespace {

using Table = std::vector<std::vector<std::string>>;

struct ReadBack {
  Table table;
  std::vector<std::int64_t> numbers;
  std::vector<std::int64_t> lines;
  CsvSummary summary;
  std::string error;
};

ReadBack read_all(std::string_view bytes, CsvOptions options = {}) {
  ReadBack out;
  const auto summary = read_csv(bytes, options, [&](CsvRecord& record) {
    out.table.push_back(record.fields);
    out.numbers.push_back(record.number);
    out.lines.push_back(record.line);
    return true;
  });
  if (summary)
    out.summary = *summary;
  else
    out.error = summary.error().message;
  return out;
}

/// "项目,盐池县\r\n𠀀,é\r\n" in GB18030: two-byte characters, and four-byte ones for 𠀀 (CJK extension B) and
/// é.
const std::string kGb18030 =
    "\xCF\xEE\xC4\xBF,\xD1\xCE\xB3\xD8\xCF\xD8\r\n"
    "\x95\x32\x82\x36,\xA8\xA6\r\n";

TEST(Csv, refuses_what_is_no_csv_with_one_clear_message) {
  struct Case {
    std::string bytes;
    std::string message;
  };
  CsvLimits small;
  small.field_bytes = 8;
  small.record_bytes = 12;
  small.fields = 3;
  small.file_bytes = 64;
  const std::vector<Case> cases{
      {"a,\"b\nc", "第 1 行开始的引号没有结束"},
      {"a\r\n\"b\"c\r\n", "第 2 行：引号结束之后还有字符：带引号的内容里，引号要写成两个（\"\"）"},
      {"123456789", "第 1 行：有一格超过 8 字节，多半是引号没有成对"},
      {"\n12345678,123456", "第 2 行：一行超过 12 字节"},
      {"1,2,3,4", "第 1 行：一行超过 3 列"},
      {std::string(65, '\n'), "文件太大：最多 64 字节"},
      {"PK\x03\x04 and so on", "这是 XLSX（或压缩）文件，不是 CSV：文件名请以 .xlsx 结尾，或另存为 CSV"},
      {"\xD0\xCF\x11\xE0 and so on", "这是旧式 Excel（.xls）文件：请另存为 CSV 或 .xlsx"},
      {std::string("\xFF\xFE"
                   "a\0,\0",
                   6),
       "这个文件是 UTF-16 编码：请另存为“CSV UTF-8”"},
      {std::string("a\0b\n", 4), "文件里有字符 U+0000，不是文本：请用表格软件打开，另存为“CSV UTF-8”"},
      {"ok\n\xFF\xFF\n", "第 2 行：编码既不是 UTF-8 也不是 GB18030：文件可能损坏"},
      {"\xEF\xBB\xBFok\n\xFF\n", "第 2 行：有不是 UTF-8 的字节：文件可能损坏，或混用了两种编码"},
  };
  for (const auto& c : cases) {
    CsvOptions options;
    options.limits = small;
    for (std::size_t block = 1; block <= c.bytes.size() + 1; ++block) {
      options.block_bytes = block;
      EXPECT_EQ(read_all(c.bytes, options).error, c.message) << "block " << block;
    }
  }
}

TEST(Csv, reads_lines_quotes_and_empty_fields_as_rfc_4180_says) {
  struct Case {
    std::string bytes;
    Table table;
  };
  const std::vector<Case> cases{
      {"", {}},
      {"a", {{"a"}}},
      {"a,b\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}}},
      {"a,b\nc,d", {{"a", "b"}, {"c", "d"}}},
      {"a,b\rc,d\r", {{"a", "b"}, {"c", "d"}}},
      {"a,\r\n,b\r\n,\r\n", {{"a", ""}, {"", "b"}, {"", ""}}},
      {"\"a,b\",\"c\"\"d\"\n", {{"a,b", "c\"d"}}},
      {"\"a\r\nb\",c\r\n", {{"a\r\nb", "c"}}},
      {"\"a\rb\",\"c\nd\"", {{"a\rb", "c\nd"}}},
      {"a\"b,c\"\n", {{"a\"b", "c\""}}},
      {"\n\na\n\n", {{"a"}}},
      {"\"\"\n", {{""}}},
      {"\xEF\xBB\xBF项目,金额\n", {{"项目", "金额"}}},
      {"盐池县,𠀀é\n", {{"盐池县", "𠀀é"}}},
  };
  for (const auto& c : cases) {
    const auto read = read_all(c.bytes);
    EXPECT_EQ(read.error, "");
    EXPECT_EQ(read.table, c.table) << c.bytes;
  }
}

TEST(Csv, counts_rows_as_a_spreadsheet_and_lines_as_an_editor) {
  const auto read = read_all("h\n\n\"a\nb\"\nc\n");
  EXPECT_THAT(read.table, ::testing::ElementsAre(::testing::ElementsAre("h"), ::testing::ElementsAre("a\nb"),
                                                 ::testing::ElementsAre("c")));
  EXPECT_THAT(read.numbers, ::testing::ElementsAre(1, 3, 4));
  // Blank lines count; the quoted line end adds a line to the third record only in an editor.
  EXPECT_EQ(read.lines.front(), 1);
  EXPECT_EQ(read.lines[1], 3);
  EXPECT_EQ(read.lines[2], 5);
}

TEST(Csv, tells_gb18030_from_utf8_by_the_whole_file) {
  const auto read = read_all(kGb18030);
  EXPECT_EQ(read.error, "");
  EXPECT_EQ(read.summary.encoding, Encoding::gb18030);
  EXPECT_EQ(read.table, (Table{{"项目", "盐池县"}, {"𠀀", "é"}}));
  // Nothing but the last byte shows that it is not UTF-8.
  const auto late = read_all(std::string(3000, 'a') + "\n\xD1\xCE");
  EXPECT_EQ(late.summary.encoding, Encoding::gb18030);
  EXPECT_EQ(late.table.back().front(), "盐");
}

TEST(Csv, passes_over_the_byte_order_mark_of_either_encoding_for_blocks_of_every_size) {
  const std::string utf8 = std::string(kByteOrderMark) + "项目,盐池县\n";
  const std::string gb18030 = "\x84\x31\x95\x33\xCF\xEE\xC4\xBF,\xD1\xCE\xB3\xD8\xCF\xD8\n";
  for (const auto& bytes : {utf8, gb18030}) {
    for (std::size_t block = 1; block <= bytes.size(); ++block) {
      CsvOptions options;
      options.block_bytes = block;
      Table table;
      const auto summary = read_csv(bytes, options, [&](CsvRecord& record) {
        table.push_back(record.fields);
        return true;
      });
      ASSERT_TRUE(summary) << summary.error().message;
      EXPECT_TRUE(summary->byte_order_mark);
      EXPECT_EQ(summary->encoding, bytes == utf8 ? Encoding::utf8 : Encoding::gb18030);
      EXPECT_EQ(table, (Table{{"项目", "盐池县"}})) << "blocks of " << block;
    }
  }
}

TEST(Csv, gives_the_same_records_for_blocks_of_every_size) {
  const std::vector<std::string> files{
      kGb18030,
      "\xEF\xBB\xBF项目名称,“引号”,𠀀\r\n\"含,逗号\",\"含\"\"引号\",\"含\r\n换行\"\r\n盐池县,é,\r\n",
      "盐\r池\r\r县,\"\r\n\"\r",
      "\"\"\"\"\n\"\",\"\"\n",
  };
  for (const auto& bytes : files) {
    const auto whole = read_all(bytes);
    ASSERT_EQ(whole.error, "");
    for (std::size_t block = 1; block <= bytes.size() + 1; ++block) {
      CsvOptions options;
      options.block_bytes = block;
      const auto read = read_all(bytes, options);
      EXPECT_EQ(read.table, whole.table) << "block " << block;
      EXPECT_EQ(read.numbers, whole.numbers);
      EXPECT_EQ(read.summary.encoding, whole.summary.encoding);
    }
  }
}

TEST(Csv, reads_a_file_like_the_same_bytes_in_memory_for_every_block_size) {
  const auto path = std::filesystem::path(::testing::TempDir()) / "jiheng_csv_blocks.csv";
  ASSERT_TRUE(write_file(path, kGb18030).has_value());
  const auto whole = read_all(kGb18030).table;
  for (std::size_t block = 1; block <= kGb18030.size() + 1; ++block) {
    Table table;
    CsvOptions options;
    options.block_bytes = block;
    const auto done = read_csv_file(path, options, [&](CsvRecord& record) {
      table.push_back(record.fields);
      return true;
    });
    ASSERT_TRUE(done.has_value());
    EXPECT_EQ(table, whole) << "block " << block;
  }
  std::filesystem::remove(path);
}

TEST(Csv, says_which_file_cannot_be_read) {
  const auto missing = read_csv_file("/nowhere/units.csv", {}, [](CsvRecord&) { return true; });
  ASSERT_FALSE(missing.has_value());
  EXPECT_EQ(missing.error().message, "读不了“/nowhere/units.csv”：没有这个文件或文件夹");
  const auto folder = read_csv_file("/tmp", {}, [](CsvRecord&) { return true; });
  ASSERT_FALSE(folder.has_value());
  EXPECT_EQ(folder.error().message, "读不了“/tmp”：这是文件夹，不是文件");
}

TEST(Csv, stops_when_the_sink_has_enough) {
  int seen = 0;
  const auto done = read_csv("a\nb\n\"never closed", {}, [&](CsvRecord&) { return ++seen < 2; });
  EXPECT_TRUE(done.has_value());
  EXPECT_EQ(seen, 2);
}

TEST(Csv, text_that_would_run_as_a_formula_is_made_harmless_and_comes_back) {
  struct Case {
    std::string text;
    std::string written;
  };
  const std::vector<Case> cases{
      {"=1+1", "'=1+1"}, {"+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"},
      {"-2+3", "'-2+3"}, {"@SUM(A1)", "'@SUM(A1)"},
      {"\tx", "'\tx"},   {"\rx", "'\rx"},
      {"=", "="},        {"-12.50", "-12.50"},
      {"+5%", "+5%"},    {"'=1", "''=1"},
      {"'abc", "'abc"},  {"'", "'"},
      {"≥95", "≥95"},    {"", ""},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(neutralise(c.text), c.written);
    EXPECT_EQ(unneutralise(c.written), c.text);
  }
}

std::string random_text(Rng& rng) {
  static const std::vector<std::string> kPieces{"a", "盐", "𠀀", ",",  "\"", "\n", "\r", "'",
                                                "=", "-",  "@",  "\t", " ",  "1",  "é"};
  std::string text;
  for (auto n = rng.below(6); n > 0; --n) text += kPieces[rng.below(kPieces.size())];
  return text;
}

TEST(Csv, what_is_written_is_read_back_unchanged) {
  Rng rng(20220331);
  for (int round = 0; round < 300; ++round) {
    Table table(1 + rng.below(4), std::vector<std::string>(1 + rng.below(4)));
    std::string bytes(kByteOrderMark);
    for (auto& row : table) {
      for (auto& cell : row) cell = random_text(rng);
      append_csv(bytes, row);
    }
    CsvOptions options;
    options.block_bytes = 1 + rng.below(9);
    auto read = read_all(bytes, options);
    for (auto& row : read.table) {
      for (auto& cell : row) cell = std::string(unneutralise(cell));
    }
    EXPECT_EQ(read.error, "");
    EXPECT_EQ(read.table, table);
  }
}

}  // namespace
}  // namespace jiheng::io
