// pack DIR OUT: writes every regular file below DIR into OUT, sorted by path, each as
//   <path length> <size>\n<path><bytes>
// src/base/pack.h reads it.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace fs = std::filesystem;

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: pack DIR OUT\n", stderr);
    return 2;
  }
  const fs::path root = argv[1];
  std::vector<std::string> paths;
  if (fs::is_directory(root)) {
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
      if (entry.is_regular_file()) paths.push_back(fs::relative(entry.path(), root).generic_string());
    }
  }
  std::sort(paths.begin(), paths.end());
  std::ofstream out(argv[2], std::ios::binary | std::ios::trunc);
  for (const auto& path : paths) {
    std::ifstream in(root / path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    out << path.size() << ' ' << bytes.size() << '\n' << path << bytes;
  }
  out.flush();
  return out ? 0 : 1;
}
