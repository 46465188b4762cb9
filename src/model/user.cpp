#include "model/user.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kUserFields{
    field<&User::region>("region", {.zh = "区划代码"}),
    field<&User::id>("id"),
    field<&User::account>("account", {.zh = "账号", .required = true, .max = 40, .key = true}),
    field<&User::name>("name", {.zh = "姓名", .required = true, .max = 40}),
    field<&User::unit_id>("unit_id", {.zh = "单位编码", .ref = "unit"}),
    field<&User::phone>("phone", {.zh = "电话", .max = 30}),
    field<&User::since>("since", {.zh = "启用日期"}),
    field<&User::until>("until", {.zh = "停用日期"}),
    field<&User::provenance>("provenance", {.zh = "数据来源"}),
};
static_assert(kUserFields.size() == boost::pfr::tuple_size_v<User>,
              "every member of User needs its description");

}  // namespace

template <>
const RecordDesc& record_of<User>() {
  static constexpr RecordDesc kDesc{"user", "用户", kUserFields};
  return kDesc;
}

}  // namespace jiheng
