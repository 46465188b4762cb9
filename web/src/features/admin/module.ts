import type { FeatureModule } from '@/shell/modules'

export default {
  routes: [{ path: '/admin/:page?', component: () => import('./AdminView.vue'), meta: { title: '管理' } }],
  menu: [
    {
      id: 'users grants audit units',
      to: '/admin',
      label: '管理',
      icon: 'M10 3.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M4 17c0-3.3 2.7-5.5 6-5.5s6 2.2 6 5.5',
      group: 'base',
      order: 50,
      needsUser: true,
    },
  ],
} satisfies FeatureModule
