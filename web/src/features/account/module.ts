import type { FeatureModule } from '@/shell/modules'

export default {
  routes: [{ path: '/account', component: () => import('./AccountView.vue'), meta: { title: '我的账号' } }],
  menu: [],
} satisfies FeatureModule
