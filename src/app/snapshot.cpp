#include "app/snapshot.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/gzip.h"
#include "base/pack.h"
#include "base/text.h"

namespace jiheng::app {
namespace {

constexpr std::size_t kLargestLaw = 256U << 20U;
constexpr std::size_t kLongestId = 64;
constexpr std::size_t kLongestLabel = 100;

std::string pack_law(const law::Book& book) {
  const auto files = book.files();
  std::vector<PackedFile> packed;
  packed.reserve(files.size());
  for (const auto& file : files) packed.push_back({file.path, file.text});
  return gzip(write_pack(packed));
}

Result<law::Book> unpack_law(std::string_view bytes) {
  const auto unpacked = gunzip(bytes, kLargestLaw);
  if (!unpacked) return pass(unpacked);
  const auto files = read_pack(*unpacked);
  if (!files) return pass(files);
  std::vector<law::LawFile> law;
  law.reserve(files->size());
  for (const auto& file : *files) law.push_back({std::string(file.path), std::string(file.bytes)});
  return law::Book::load(std::move(law));
}

bool is_snapshot_id(std::string_view id) {
  const auto allowed = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
  };
  return !id.empty() && id.size() <= kLongestId && id.front() != '.' && std::ranges::all_of(id, allowed);
}

Result<void> check_snapshot_request(const SnapshotRequest& request) {
  Findings findings;
  if (trim(request.label).empty() || count_characters(request.label) > kLongestLabel) {
    findings.push_back({"snapshot.label", Severity::error,
                        fmt::format("说明须有 1 至 {} 个字", kLongestLabel), "label", "如“2022 年终”"});
  }
  if (!request.id.empty() && !is_snapshot_id(request.id)) {
    findings.push_back({"snapshot.id", Severity::error, fmt::format("“{}”不能作快照编号", request.id), "id",
                        fmt::format("只用字母、数字、“-”“_”“.”，不超过 {} 个字符", kLongestId)});
  }
  if (findings.empty()) return {};
  return fail(ErrorCode::invalid, "快照的说明或编号不对", std::move(findings));
}

/// The first of "640323-2022-1", "640323-2022-2", … that is free.
std::string free_snapshot_id(const SnapshotRequest& request, const std::vector<store::Snapshot>& taken) {
  for (int number = 1;; ++number) {
    std::string id = fmt::format("{}-{}-{}", request.place.to_text(), request.year.value(), number);
    if (std::ranges::find(taken, id, &store::Snapshot::id) == taken.end()) return id;
  }
}

}  // namespace

Result<std::shared_ptr<const FrozenView>> SnapshotCache::open(store::Store& store, std::string_view id) {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find_if(opened_, [&](const auto& view) { return view->snapshot.id == id; });
  if (found != opened_.end()) {
    std::rotate(opened_.begin(), found, found + 1);
    return opened_.front();
  }
  const auto known = store.snapshots(std::nullopt);
  if (!known) return pass(known);
  const auto info = std::ranges::find(*known, id, &store::Snapshot::id);
  if (info == known->end()) return fail(ErrorCode::not_found, fmt::format("没有快照“{}”", id));
  const auto bytes = store.load_snapshot(id);
  if (!bytes) return pass(bytes);
  auto facts = engine::load_saved_facts(bytes->first);
  if (!facts)
    return fail(ErrorCode::internal, fmt::format("快照“{}”的数据读不出来：{}", id, facts.error().message));
  auto book = unpack_law(bytes->second);
  if (!book)
    return fail(ErrorCode::internal, fmt::format("快照“{}”的规则读不出来：{}", id, to_string(book.error())));
  auto view = std::make_shared<FrozenView>();
  view->snapshot = *info;
  view->facts = std::make_shared<const engine::FactBase>(std::move(*facts));
  view->book = std::make_shared<const law::Book>(std::move(*book));
  opened_.insert(opened_.begin(), view);
  if (opened_.size() > kKept) opened_.pop_back();
  return view;
}

Result<store::Snapshot> take_snapshot(Workspace& workspace, const SnapshotRequest& request) {
  if (const auto fine = check_snapshot_request(request); !fine) return pass(fine);
  const auto facts = workspace.facts();
  if (!facts) return pass(facts);
  if (!std::ranges::count((*facts)->years(request.place), request.year)) {
    return fail(ErrorCode::not_found,
                fmt::format("{} 没有 {} 年度的数据", request.place.to_text(), request.year.value()));
  }
  const auto taken = workspace.store().snapshots(std::nullopt);
  if (!taken) return pass(taken);
  store::Snapshot snapshot;
  snapshot.id = request.id.empty() ? free_snapshot_id(request, *taken) : request.id;
  if (std::ranges::find(*taken, snapshot.id, &store::Snapshot::id) != taken->end()) {
    return fail(ErrorCode::conflict, fmt::format("已有快照“{}”：快照不能改写，请换一个编号", snapshot.id));
  }
  snapshot.label = trim(request.label);
  snapshot.region = request.place;
  snapshot.taken_at_ms = workspace.clock().now_ms();
  snapshot.law_version = workspace.book().version();
  const auto saved = workspace.store().save_snapshot(
      request.actor, snapshot, engine::save_facts(**facts, request.place), pack_law(workspace.book()));
  if (!saved) return pass(saved);
  return snapshot;
}

Result<std::vector<store::Snapshot>> list_snapshots(Workspace& workspace, std::optional<Region> place) {
  auto found = workspace.store().snapshots(place);
  if (!found) return found;
  std::ranges::sort(*found, [](const store::Snapshot& a, const store::Snapshot& b) {
    return a.taken_at_ms != b.taken_at_ms ? a.taken_at_ms > b.taken_at_ms : a.id < b.id;
  });
  return found;
}

Result<View> open_view(Workspace& workspace, std::string_view id) {
  View view;
  if (id.empty()) {
    auto facts = workspace.facts();
    if (!facts) return pass(facts);
    view.facts = std::move(*facts);
    view.book = &workspace.book();
    return view;
  }
  const auto frozen = workspace.snapshots().open(workspace.store(), id);
  if (!frozen) return pass(frozen);
  view.snapshot = (*frozen)->snapshot;
  view.facts = (*frozen)->facts;
  view.frozen_book = (*frozen)->book;
  view.book = view.frozen_book.get();
  return view;
}

std::shared_ptr<SnapshotCache> make_snapshot_cache() { return std::make_shared<SnapshotCache>(); }

}  // namespace jiheng::app
