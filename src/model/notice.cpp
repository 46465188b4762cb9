#include "model/notice.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kNoticeFields{
    field<&Notice::region>("region", {.zh = "区划代码"}),
    field<&Notice::id>("id"),
    field<&Notice::cause>("cause", {.zh = "缘由", .required = true, .max = 120, .key = true}),
    field<&Notice::user_id>("user_id", {.zh = "收件人", .required = true, .key = true, .ref = "user"}),
    field<&Notice::state>("state", {.zh = "状态", .required = true}),
    field<&Notice::kind>("kind", {.zh = "模板", .required = true, .max = 60}),
    field<&Notice::subject>("subject", {.zh = "标题", .required = true, .max = 200}),
    field<&Notice::body>("body", {.zh = "正文", .required = true, .max = 4000}),
    field<&Notice::at_ms>("at_ms", {.zh = "生成时间", .system = true}),
    field<&Notice::next_ms>("next_ms", {.zh = "下次发送", .system = true}),
    field<&Notice::tries>("tries", {.zh = "发送次数", .system = true}),
    field<&Notice::sent_ms>("sent_ms", {.zh = "发出时间", .system = true}),
    field<&Notice::fault>("fault", {.zh = "为什么没有发出", .max = 500, .system = true}),
};
static_assert(kNoticeFields.size() == boost::pfr::tuple_size_v<Notice>,
              "every member of Notice needs its description");

constexpr std::array kNoticeReadFields{
    field<&NoticeRead::region>("region", {.zh = "区划代码"}),
    field<&NoticeRead::id>("id"),
    field<&NoticeRead::user_id>("user_id", {.zh = "谁", .required = true, .key = true, .ref = "user"}),
    field<&NoticeRead::reminder>("reminder", {.zh = "提醒", .required = true, .max = 120, .key = true}),
    field<&NoticeRead::at_ms>("at_ms", {.zh = "何时读过", .system = true}),
};
static_assert(kNoticeReadFields.size() == boost::pfr::tuple_size_v<NoticeRead>,
              "every member of NoticeRead needs its description");

}  // namespace

template <>
const RecordDesc& record_of<Notice>() {
  static constexpr RecordDesc kDesc{"notice", "待发通知", kNoticeFields};
  return kDesc;
}

template <>
const RecordDesc& record_of<NoticeRead>() {
  static constexpr RecordDesc kDesc{"notice_read", "已读提醒", kNoticeReadFields};
  return kDesc;
}

}  // namespace jiheng
