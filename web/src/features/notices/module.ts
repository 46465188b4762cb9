import type { FeatureModule } from '@/shell/modules'

export default {
  routes: [{ path: '/notices', component: () => import('./NoticesView.vue'), meta: { title: '提醒' } }],
  menu: [],
} satisfies FeatureModule
