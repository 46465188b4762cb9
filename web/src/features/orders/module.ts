import type { FeatureModule } from '@/shell/modules'

export default {
  routes: [{ path: '/indicator-orders', component: () => import('./OrderView.vue'), meta: { title: '下达核心指标', needsYear: true } }],
  menu: [],
} satisfies FeatureModule
