#include "model/role_grant.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kRoleGrantFields{
    field<&RoleGrant::region>("region", {.zh = "区划代码"}),
    field<&RoleGrant::id>("id"),
    field<&RoleGrant::user_id>("user_id", {.zh = "账号", .required = true, .key = true, .ref = "user"}),
    field<&RoleGrant::role>("role", {.zh = "角色", .key = true}),
    field<&RoleGrant::unit_id>("unit_id", {.zh = "单位编码", .key = true, .ref = "unit"}),
    field<&RoleGrant::since>("since", {.zh = "起始日期", .required = true, .key = true}),
    field<&RoleGrant::until>("until", {.zh = "截止日期"}),
    field<&RoleGrant::granted_by>("granted_by", {.zh = "授权人", .max = 80, .system = true}),
    field<&RoleGrant::provenance>("provenance", {.zh = "数据来源"}),
};
static_assert(kRoleGrantFields.size() == boost::pfr::tuple_size_v<RoleGrant>,
              "every member of RoleGrant needs its description");

}  // namespace

template <>
const RecordDesc& record_of<RoleGrant>() {
  static constexpr RecordDesc kDesc{"role_grant", "角色授权", kRoleGrantFields};
  return kDesc;
}

}  // namespace jiheng
