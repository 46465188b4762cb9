#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/enum_table.h"
#include "base/region.h"
#include "model/ids.h"
#include "schema/record.h"

namespace jiheng {

/// How far a message has come on its way out.
enum class NoticeState { waiting, sent, failed };

inline constexpr std::array kNoticeStateTable{
    EnumRow<NoticeState>{NoticeState::waiting, "waiting", "待发"},
    EnumRow<NoticeState>{NoticeState::sent, "sent", "已发"},
    EnumRow<NoticeState>{NoticeState::failed, "failed", "没有发出"},
};
constexpr const auto& enum_table(NoticeState) { return kNoticeStateTable; }

/// A message to one person in the outbox: written in the transaction of the step that causes it, sent
/// afterwards by the notification adapter, tried again when that fails.
struct Notice {
  Region region;
  NoticeId id;
  std::string cause;  ///< "step:<case>:<number>" or "due:<case>:<date>": one message a person and cause
  UserId user_id;     ///< to whom
  NoticeState state{};
  std::string kind;  ///< of the template: "returned"
  std::string subject;
  std::string body;
  std::int64_t at_ms = 0;
  std::int64_t next_ms = 0;  ///< not tried before
  std::int64_t tries = 0;
  std::optional<std::int64_t> sent_ms;
  std::optional<std::string> fault;  ///< of the last try; without addresses and secrets

  friend bool operator==(const Notice&, const Notice&) = default;
};

template <>
const RecordDesc& record_of<Notice>();

/// That a person has read a reminder. Reminders themselves are worked out from the work list.
struct NoticeRead {
  Region region;
  NoticeReadId id;
  UserId user_id;
  std::string reminder;  ///< its key: "overdue:<case>:<date>"
  std::int64_t at_ms = 0;

  friend bool operator==(const NoticeRead&, const NoticeRead&) = default;
};

template <>
const RecordDesc& record_of<NoticeRead>();

}  // namespace jiheng
