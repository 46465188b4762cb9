import type { FeatureModule } from '@/shell/modules'

export default {
  routes: [{ path: '/worklist', component: () => import('./WorkListView.vue'), meta: { title: '待办' } }],
  menu: [
    {
      id: 'worklist',
      to: '/worklist',
      label: '待办',
      icon: 'M7.5 5H17M7.5 10H17M7.5 15H17M3 5l1 1 1.5-2M3 10l1 1 1.5-2M3 15l1 1 1.5-2',
      group: 'cycle',
      order: 10,
      needsUser: true,
    },
  ],
} satisfies FeatureModule
