#include "http/shape.h"

namespace jiheng::http {
namespace {

constexpr ShapeMember kAuditEntry[] = {
    {"number", "integer", "序号，从 1 起不间断"},
    {"at", "instant", "何时"},
    {"actor", "string", "谁"},
    {"via", "string", "经由哪项操作"},
    {"action", "string", "insert、update、remove、bulk、snapshot"},
    {"record", "string", "记录种类"},
    {"record_id", "string", "记录编号"},
    {"fields", "string", "改了哪些字段"},
    {"changes", "string", "JSON：字段 → [原来, 后来]；保密字段只说变了"},
    {"hash", "string", "这一条的链值（SM3）"},
};
constexpr ShapeMember kAuditList[] = {
    {"total", "integer", "日志总条数"},
    {"rows", "AuditEntry[]", "新的在前"},
    {"next", "string|null", "更早一页的 before；没有则为 null"},
};
constexpr ShapeMember kCodeBody[] = {{"code", "string", "手机上的 6 位验证码"}};
constexpr ShapeMember kDelegation[] = {
    {"id", "string", "编号"},          {"from_user_id", "string", "委托人"},
    {"from_name", "string", "委托人"}, {"to_user_id", "string", "受托人"},
    {"to_name", "string", "受托人"},   {"since", "date", "起始日期"},
    {"until", "date", "截止日期"},     {"reason", "string", "原因"},
};
constexpr ShapeMember kDelegationBody[] = {
    {"to_user_id", "string", "受托人"},
    {"since?", "date|null", "起始日期；不给则为今天"},
    {"until", "date", "截止日期"},
    {"reason", "string", "原因"},
};
constexpr ShapeMember kDelegationList[] = {
    {"total", "integer", "个数"}, {"rows", "Delegation[]", "委托"}, {"next", "string|null", "总为 null"}};
constexpr ShapeMember kDemoAccount[] = {
    {"account", "string", "账号"},   {"name", "string", "姓名"},         {"role_label", "string", "角色"},
    {"unit_name", "string", "单位"}, {"password", "string", "演示口令"},
};
constexpr ShapeMember kFactorSecret[] = {
    {"secret", "string", "密钥（base32），只给这一次"},
    {"uri", "string", "otpauth 地址，供二维码"},
};
constexpr ShapeMember kGrant[] = {
    {"id", "string", "编号"},
    {"user_id", "string", "用户"},
    {"account", "string", "账号"},
    {"user_name", "string", "姓名"},
    {"role", "string", "角色代码"},
    {"role_label", "string", "角色"},
    {"place", "string", "区划代码"},
    {"unit_id", "string|null", "单位"},
    {"unit_name", "string|null", "单位名称"},
    {"since", "date", "起始日期"},
    {"until", "date|null", "截止日期"},
    {"active", "boolean", "今天有效"},
    {"granted_by", "string|null", "授权人"},
};
constexpr ShapeMember kGrantBody[] = {
    {"user_id", "string", "用户"},
    {"role", "string", "角色代码"},
    {"unit_id?", "string|null", "部门角色写主管部门，单位角色写单位"},
    {"since?", "date|null", "起始日期；不给则为今天"},
    {"until?", "date|null", "截止日期"},
};
constexpr ShapeMember kGrantList[] = {
    {"total", "integer", "个数"}, {"rows", "Grant[]", "授权"}, {"next", "string|null", "总为 null"}};
constexpr ShapeMember kGrantInHand[] = {
    {"id", "string", "编号"},
    {"role", "string", "角色代码"},
    {"role_label", "string", "角色"},
    {"place", "string", "区划代码"},
    {"place_name", "string", "地名"},
    {"unit", "UnitName|null", "单位"},
    {"for_name", "string|null", "代谁办理；自己的角色为 null"},
};
constexpr ShapeMember kLoginBody[] = {{"account", "string", "账号"}, {"password", "string", "口令"}};
constexpr ShapeMember kNewUser[] = {{"user", "User", "用户"},
                                    {"one_time_password", "string", "一次性口令，只给这一次"}};
constexpr ShapeMember kOneTimePassword[] = {{"one_time_password", "string", "一次性口令，只给这一次"}};
constexpr ShapeMember kOwnSession[] = {
    {"id", "string", "编号"},          {"current", "boolean", "就是这一个"},
    {"address", "string", "地址"},     {"agent", "string", "浏览器"},
    {"created_at", "instant", "登录"}, {"seen_at", "instant", "最近一次请求"},
};
constexpr ShapeMember kOwnSessionList[] = {{"total", "integer", "个数"},
                                           {"rows", "OwnSession[]", "自己的会话"},
                                           {"next", "string|null", "总为 null"}};
constexpr ShapeMember kPasswordBody[] = {{"old", "string", "原口令"}, {"new", "string", "新口令"}};
constexpr ShapeMember kPasswordReset[] = {{"by", "string", "谁重置的：姓名（账号），或服务器命令行"},
                                          {"at", "instant", "什么时候"}};
constexpr ShapeMember kPeopleImport[] = {
    {"file", "string", "文件名"},           {"rows", "integer", "表头以下的行数，不计空行"},
    {"refused", "integer", "有错误的行数"}, {"written", "boolean", "已写入"},
    {"inserted", "integer", "新增"},        {"updated", "integer", "修改"},
    {"unchanged", "integer", "没有变化"},   {"findings", "ImportFinding[]", "问题，按文件里的先后"},
};
constexpr ShapeMember kPermissionCell[] = {
    {"role", "string", "角色代码"},
    {"resource", "string", "资源代码"},
    {"action", "string", "操作代码"},
    {"action_label", "string", "操作"},
    {"scope", "string", "place、department、unit、assigned 或 none"},
    {"scope_label", "string", "范围"},
    {"states", "string[]", "限于这些状态；空为不限"},
    {"parts", "string[]", "finance、project：哪只手的字段"},
};
constexpr ShapeMember kPermissionMatrix[] = {{"roles", "Role[]", "角色"},
                                             {"resources", "PermissionResource[]", "资源，各有哪些权限"}};
constexpr ShapeMember kPermissionResource[] = {
    {"code", "string", "资源代码"},
    {"label", "string", "资源"},
    {"business", "boolean", "业务数据；不给三员"},
    {"rows", "PermissionCell[]", "权限"},
};
constexpr ShapeMember kRole[] = {
    {"code", "string", "角色代码"},
    {"label", "string", "角色"},
    {"scope", "string", "最多到哪里"},
    {"needs_unit", "boolean", "授权时须说明单位"},
};
constexpr ShapeMember kRoleList[] = {
    {"total", "integer", "个数"}, {"rows", "Role[]", "可以授予的角色"}, {"next", "string|null", "总为 null"}};
constexpr ShapeMember kSession[] = {
    {"logged_in", "boolean", "已登录"},
    {"open", "boolean", "还没有任何用户，不必登录"},
    {"demo", "boolean", "演示数据"},
    {"demo_accounts?", "DemoAccount[]", "演示账号；只在演示数据里有"},
    {"user?", "SessionUser", "本人"},
    {"grants?", "GrantInHand[]", "今天有效的角色"},
    {"grant?", "string|null", "正在用的角色"},
    {"year?", "integer", "正在用的年度"},
    {"years?", "integer[]", "有数据的年度"},
    {"menu?", "string[]", "菜单"},
    {"can?", "string[]", "这个角色能改的，如 release.create"},
    {"must_change_password?", "boolean", "须先修改口令"},
    {"password_reset?", "PasswordReset|null", "别人最近一次重置本人的口令；没有过则为 null"},
    {"second_factor?", "string", "none、required_enrolment、required_code 或 done"},
    {"expires_at?", "instant", "不再操作则何时退出"},
};
constexpr ShapeMember kSessionChoice[] = {{"grant?", "string|null", "换用的角色"},
                                          {"year?", "integer|null", "换到的年度"}};
constexpr ShapeMember kSessionUser[] = {
    {"id", "string", "编号"},
    {"account", "string", "账号"},
    {"name", "string", "姓名"},
    {"unit", "UnitName|null", "单位"},
};
constexpr ShapeMember kUnit[] = {
    {"id", "string", "编号"},
    {"code", "string", "编码"},
    {"name", "string", "名称；指定年度时为当年的名称"},
    {"parent_code", "string|null", "主管部门；主管部门自己为 null"},
    {"kind", "string", "department、unit 或 section"},
    {"kind_label", "string", "类型"},
    {"sector", "string", "行业"},
    {"first_year", "integer|null", "起始年度"},
    {"last_year", "integer|null", "终止年度"},
    {"provenance", "string", "数据来源"},
};
constexpr ShapeMember kUnitBody[] = {
    {"code", "string", "6 位为单位，3 位为主管部门"},
    {"name", "string", "名称"},
    {"kind?", "string|null", "unit（不写也是）或 section：财政局股室，不是预算单位"},
    {"sector?", "string|null", "行业"},
    {"first_year?", "integer|null", "起始年度"},
};
constexpr ShapeMember kUnitChange[] = {
    {"year", "integer", "变更后的第一个预算年度"},
    {"kind", "string", "merge、split、rename 或 move"},
    {"kind_label", "string", "合并、拆分、更名或划转"},
    {"from", "UnitName|null", "原单位"},
    {"to", "UnitName|null", "新单位；试算里新建的为 null"},
    {"from_name", "string|null", "更名前的名称"},
    {"basis", "string", "依据"},
};
constexpr ShapeMember kUnitChangeBody[] = {
    {"year", "integer", "变更后的第一个预算年度"},
    {"kind", "string", "merge、split、rename 或 move"},
    {"from", "string[]", "原单位的编号"},
    {"to?", "UnitSuccessor[]", "接着办的单位；更名没有"},
    {"name?", "string|null", "更名：新名称"},
    {"goes_on?", "boolean|null", "拆分：原单位还在"},
    {"basis", "string", "依据的文件"},
};
constexpr ShapeMember kUnitChangeList[] = {
    {"total", "integer", "个数"}, {"rows", "UnitChange[]", "新的在前"}, {"next", "string|null", "总为 null"}};
constexpr ShapeMember kUnitSuccessor[] = {
    {"unit_id?", "string|null", "已有的单位"},
    {"code?", "string|null", "新单位的 6 位编码"},
    {"name?", "string|null", "新单位的名称"},
    {"sector?", "string|null", "新单位的行业；不写同原单位"},
};
constexpr ShapeMember kUnitList[] = {
    {"total", "integer", "个数"}, {"rows", "Unit[]", "按编码排列"}, {"next", "string|null", "总为 null"}};
constexpr ShapeMember kUnitName[] = {
    {"id", "string", "编号"}, {"code", "string", "编码"}, {"name", "string", "名称"}};
constexpr ShapeMember kUser[] = {
    {"id", "string", "编号"},
    {"account", "string", "账号"},
    {"name", "string", "姓名"},
    {"unit_id", "string|null", "单位"},
    {"unit_name", "string", "单位名称，可为空"},
    {"phone", "string|null", "电话"},
    {"since", "date|null", "启用日期"},
    {"until", "date|null", "停用日期"},
    {"active", "boolean", "今天可用"},
    {"locked", "boolean", "因失败次数太多锁着"},
    {"second_factor", "boolean", "已开通第二因素"},
    {"has_password", "boolean", "发过口令"},
    {"may_reset_password", "boolean", "当前角色能重置他的口令：三员的由安全管理员，其他人的由系统管理员"},
    {"provenance", "string", "数据来源"},
};
constexpr ShapeMember kUserBody[] = {
    {"account?", "string", "账号；只在新建时"}, {"name?", "string", "姓名"},
    {"unit_id?", "string|null", "单位"},        {"phone?", "string|null", "电话"},
    {"since?", "date|null", "启用日期"},        {"until?", "date|null", "停用日期"},
};
constexpr ShapeMember kUserList[] = {
    {"total", "integer", "个数"}, {"rows", "User[]", "按账号排列"}, {"next", "string|null", "总为 null"}};

constexpr Shape kPeopleShapes[] = {
    {"AuditEntry", "审计日志的一条", kAuditEntry},
    {"AuditList", "审计日志", kAuditList},
    {"CodeBody", "第二因素的验证码", kCodeBody},
    {"Delegation", "临时委托", kDelegation},
    {"DelegationBody", "新的委托", kDelegationBody},
    {"DelegationList", "临时委托", kDelegationList},
    {"DemoAccount", "演示账号", kDemoAccount},
    {"FactorSecret", "新的第二因素", kFactorSecret},
    {"Grant", "角色授权", kGrant},
    {"GrantBody", "新的授权", kGrantBody},
    {"GrantInHand", "可以用的角色", kGrantInHand},
    {"GrantList", "角色授权", kGrantList},
    {"LoginBody", "登录", kLoginBody},
    {"NewUser", "新用户和他的一次性口令", kNewUser},
    {"OneTimePassword", "一次性口令", kOneTimePassword},
    {"OwnSession", "自己的一个会话", kOwnSession},
    {"OwnSessionList", "自己的会话", kOwnSessionList},
    {"PasswordBody", "修改口令", kPasswordBody},
    {"PasswordReset", "别人重置了口令", kPasswordReset},
    {"PeopleImport", "导入单位、用户的结果", kPeopleImport},
    {"PermissionCell", "一个角色的一项权限", kPermissionCell},
    {"PermissionMatrix", "权限表", kPermissionMatrix},
    {"PermissionResource", "一种资源的权限", kPermissionResource},
    {"Role", "角色", kRole},
    {"RoleList", "角色", kRoleList},
    {"Session", "登录状态", kSession},
    {"SessionChoice", "换角色、换年度", kSessionChoice},
    {"SessionUser", "本人", kSessionUser},
    {"Unit", "单位", kUnit},
    {"UnitBody", "新的单位", kUnitBody},
    {"UnitChange", "单位变更", kUnitChange},
    {"UnitChangeBody", "要登记的单位变更", kUnitChangeBody},
    {"UnitChangeList", "单位变更", kUnitChangeList},
    {"UnitList", "单位", kUnitList},
    {"UnitName", "单位的名称", kUnitName},
    {"UnitSuccessor", "接着办的单位", kUnitSuccessor},
    {"User", "用户", kUser},
    {"UserBody", "用户的内容", kUserBody},
    {"UserList", "用户", kUserList},
};

}  // namespace

std::span<const Shape> people_shapes() { return kPeopleShapes; }

}  // namespace jiheng::http
