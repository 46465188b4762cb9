#include "base/system_reason.h"

#include <cerrno>
#include <system_error>

namespace jiheng {

std::string system_reason(int error) {
  switch (error) {
    case ENOENT: return "没有这个文件或文件夹";
    case EACCES: return "没有权限";
    case EPERM: return "系统不允许这样做";
    case EROFS: return "磁盘是只读的";
    case ENOSPC: return "磁盘已满";
    case EDQUOT: return "用完了磁盘配额";
    case EFBIG: return "文件超过了允许的大小";
    case ENOTDIR: return "路径中有一段是文件，不是文件夹";
    case EISDIR: return "这是文件夹，不是文件";
    case EEXIST: return "已有同名的文件或文件夹";
    case ENOTEMPTY: return "文件夹不是空的";
    case ENAMETOOLONG: return "文件名太长";
    case ELOOP: return "符号链接绕成了圈";
    case EMFILE:
    case ENFILE: return "打开的文件太多";
    case ENOMEM: return "内存不足";
    case EBUSY: return "正被别的程序占用";
    case EIO: return "读写出错，请检查磁盘";
    case EADDRNOTAVAIL: return "本机没有这个地址";
    default: return std::generic_category().message(error);
  }
}

}  // namespace jiheng
