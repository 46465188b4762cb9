import type { FeatureModule } from '@/shell/modules'

export default {
  routes: [
    { path: '/releases', component: () => import('./ReleaseListView.vue'), meta: { title: '资金下达', needsYear: true } },
    { path: '/releases/new', component: () => import('./ReleaseNewView.vue'), meta: { title: '登记资金下达' } },
  ],
  menu: [
    {
      id: 'releases',
      to: '/releases',
      label: '资金下达',
      icon: 'M4 3.5h8l4 4v9H4zM12 3.5v4h4M10 9v5M7.8 11.8 10 14l2.2-2.2',
      group: 'cycle',
      order: 34,
      needsUser: true,
    },
  ],
} satisfies FeatureModule
