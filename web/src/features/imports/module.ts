import type { FeatureModule } from '@/shell/modules'

export default {
  routes: [{ path: '/imports', component: () => import('./ImportsView.vue'), meta: { title: '导入平台数据' } }],
  menu: [
    {
      id: 'imports',
      to: '/imports',
      label: '导入',
      icon: 'M10 3v9M6.5 8.5 10 12l3.5-3.5M3.5 14v3h13v-3',
      group: 'base',
      order: 45,
      needsUser: true,
    },
  ],
} satisfies FeatureModule
