#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/node.h"
#include "base/region.h"
#include "base/result.h"

namespace jiheng::law {

/// The kinds of law files; each has a folder law/<kind>/ and a schema law/schema/<kind>.schema.json.
enum class Kind {
  sources,
  parameters,
  schemes,
  lint,
  processes,
  forms,
  figures,
  reports,
  indicators,
  policies,
  places
};

/// The folder name of a kind.
std::string_view kind_name(Kind kind);
std::optional<Kind> find_kind(std::string_view name);

/// Where a rule stands in a document of law/sources. `verified` is false until somebody has read the
/// original.
struct Citation {
  std::string source;   ///< id of the document
  std::string article;  ///< "第十六条"; may be empty
  bool verified = false;
  std::string note;
};

/// Whether a rule follows from law or is our own practice, which then says why.
enum class Basis { law, practice };

/// One file of law/.
struct Document {
  Kind kind = Kind::sources;
  std::string id;
  std::string title;
  std::string place = "cn";   ///< "cn", "cn/64", "cn/640323"
  std::optional<Date> since;  ///< first day in force; empty: always
  std::optional<Date> until;  ///< last day in force; empty: still
  Basis basis = Basis::law;
  std::string why;  ///< of practice
  std::string status = "active";
  std::vector<Citation> citations;
  Node body;         ///< the whole file
  std::string file;  ///< "law/schemes/….yaml"
  std::string text;  ///< its bytes

  bool in_force(Date day) const;
  /// Whether somebody has read the original of everything this rule cites; never of a practice, which no text
  /// lays down.
  bool verified() const;
};

/// A rule as it is found for a place and a day: the most specific layer decides, the others stay visible.
struct Match {
  const Document* rule = nullptr;
  std::vector<const Document*> layers;  ///< most specific first; layers[0] == rule
};

struct LawFile {
  std::string path;  ///< relative to the law folder: "schemes/….yaml"
  std::string text;
};

/// All of law/, checked. Immutable once loaded.
class Book {
 public:
  /// Loads and checks; every fault of every file is in the error's findings, each with file:line:column,
  /// sorted. Kinds whose schema/<kind>.schema.json is not among the files are checked by the program's own
  /// schema. `root` stands before each path in messages and in Document::file.
  static Result<Book> load(std::vector<LawFile> files, std::string_view root = "law");
  /// The law that was compiled into the program.
  static Result<Book> embedded();
  /// A law folder on disk instead.
  static Result<Book> from_directory(const std::filesystem::path& directory);
  /// `directory` if not empty, else the embedded law.
  static Result<Book> open(const std::filesystem::path& directory);

  std::span<const Document> documents() const { return documents_; }
  /// The rule `id` in force at `place` on `as_of`; nothing when there is none.
  std::optional<Match> find(Kind kind, std::string_view id, Region place, Date as_of) const;
  /// As above for a place as law files write it, such as "cn" or "cn/64".
  std::optional<Match> find(Kind kind, std::string_view id, std::string_view place, Date as_of) const;
  /// Every document of that id, all places and dates, by place and date.
  std::vector<const Document*> versions(Kind kind, std::string_view id) const;
  /// Every rule of a kind in force at `place` on `as_of`, by id.
  std::vector<Match> all(Kind kind, Region place, Date as_of) const;
  /// The document of law/sources with that id; nullptr when there is none.
  const Document* source(std::string_view id) const;
  /// "盐池县" for "cn/640323" or 640323, from law/places; the code itself when unknown.
  std::string place_name(std::string_view place) const;
  std::string place_name(Region region) const;
  /// "宁夏回族自治区吴忠市盐池县".
  std::string place_full_name(Region region) const;
  /// Whether law/places knows "cn/640323".
  bool knows_place(std::string_view place) const;
  /// "sm3:…" over every path and byte: two books with the same version say the same.
  const std::string& version() const { return version_; }
  /// The files it was loaded from, for snapshots.
  std::vector<LawFile> files() const;

 private:
  std::optional<Match> match(Kind kind, std::string_view id, std::span<const std::string> places,
                             Date as_of) const;
  void index();

  std::vector<Document> documents_;                         ///< sorted by kind, id, place, since
  std::vector<LawFile> others_;                             ///< schemas and read-me files
  std::map<std::string, std::string, std::less<>> places_;  ///< "cn/640323" → "盐池县"
  std::string root_ = "law/";
  std::string version_;
};

/// The places whose law applies at `place` ("cn/640323"), most specific first.
std::vector<std::string> place_layers(std::string_view place);

}  // namespace jiheng::law
