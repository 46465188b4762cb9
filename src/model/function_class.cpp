#include "model/function_class.h"

#include <array>

namespace jiheng {

std::span<const CodeRow> function_classes() {
  static constexpr std::array kClasses{
      CodeRow{"201", "一般公共服务"},
      CodeRow{"202", "外交"},
      CodeRow{"203", "国防"},
      CodeRow{"204", "公共安全"},
      CodeRow{"205", "教育"},
      CodeRow{"206", "科学技术"},
      CodeRow{"207", "文化旅游体育与传媒"},
      CodeRow{"208", "社会保障和就业"},
      CodeRow{"209", "社会保险基金"},
      CodeRow{"210", "卫生健康"},
      CodeRow{"211", "节能环保"},
      CodeRow{"212", "城乡社区"},
      CodeRow{"213", "农林水"},
      CodeRow{"214", "交通运输"},
      CodeRow{"215", "资源勘探工业信息"},
      CodeRow{"216", "商业服务业"},
      CodeRow{"217", "金融"},
      CodeRow{"219", "援助其他地区"},
      CodeRow{"220", "自然资源海洋气象"},
      CodeRow{"221", "住房保障"},
      CodeRow{"222", "粮油物资储备"},
      CodeRow{"223", "国有资本经营预算"},
      CodeRow{"224", "灾害防治及应急管理"},
      CodeRow{"227", "预备费"},
      CodeRow{"229", "其他"},
      CodeRow{"230", "转移性"},
      CodeRow{"231", "债务还本"},
      CodeRow{"232", "债务付息"},
      CodeRow{"233", "债务发行费用"},
      CodeRow{"234", "抗疫特别国债"},
  };
  return kClasses;
}

std::string_view function_class_label(std::string_view code) {
  for (const auto& row : function_classes()) {
    if (row.code == code.substr(0, 3)) return row.label;
  }
  return {};
}

}  // namespace jiheng
