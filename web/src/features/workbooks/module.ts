import type { FeatureModule } from '@/shell/modules'

// No entry in the menu: the list of goals leads here.
export default {
  routes: [{ path: '/goals/workbooks', component: () => import('./WorkbooksView.vue'), meta: { title: '导入申报表' } }],
  menu: [],
} satisfies FeatureModule
