import { useRoute } from 'vue-router'
import { formApi, formBase, type FormApi, type FormKind } from '@/api/goals'

/** Which of the two forms the page is about, by its address. */
export function useFormKind(): { kind: FormKind; api: FormApi; path: (id: string, rest?: string) => string; title: string } {
  const kind: FormKind = useRoute().path.startsWith('/department-goals') ? 'department' : 'project'
  return {
    kind,
    api: formApi(kind),
    path: (id, rest = '') => `${formBase(kind)}/${id}${rest}`,
    title: kind === 'department' ? '部门整体支出绩效目标申报表' : '项目支出绩效目标申报表',
  }
}
