#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace jiheng {

/// What a cell of a form holds.
enum class CellContent {
  label,  ///< printed text
  value,  ///< what somebody fills in
  title,  ///< the form's name
  note    ///< text in which "{field}" stands for a value: （{year}年度）
};

/// How a value is written and checked.
enum class CellType { text, money, number, points, year, date, sign };

enum class CellAlign { left, centre, right };

/// One cell of the printed grid.
struct GridCell {
  CellContent content = CellContent::value;
  CellType type = CellType::text;
  CellAlign align = CellAlign::centre;
  std::string text;   ///< of labels, titles and notes
  std::string field;  ///< of values: the field, or the column of a repeated row
  int columns = 1;    ///< it covers, rightwards
  int rows = 1;       ///< and downwards
};

struct GridRow {
  int height = 0;  ///< points; 0: as its text needs
  std::vector<GridCell> cells;
};

/// Rows that belong together.
struct GridBlock {
  std::string repeat;  ///< table whose rows it is written for; empty: once
  std::string side;  ///< label in the first column that covers the block and its neighbours of the same side
  std::vector<std::string> merge;  ///< of repeats: columns that merge while equal, the outer ones first
  int least = 0;                   ///< of repeats: rows that are there even when nothing is filled in
  bool repeat_on_pages = false;    ///< its rows stand on top of each page
  std::vector<GridRow> rows;
};

/// The printed grid of an official form: one description drives screen, XLSX and print.
struct FormGrid {
  std::string sheet;         ///< name of the sheet
  bool landscape = false;    ///< A4
  std::vector<int> margins;  ///< millimetres: top, right, bottom, left
  std::vector<int> columns;  ///< widths in half-width characters
  std::vector<GridBlock> blocks;
};

}  // namespace jiheng
