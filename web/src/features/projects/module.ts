import type { FeatureModule } from '@/shell/modules'

export default {
  routes: [
    { path: '/projects', component: () => import('./ProjectListView.vue'), meta: { title: '项目库', needsYear: true } },
    { path: '/projects/:id', component: () => import('./ProjectView.vue'), meta: { title: '项目' } },
  ],
  menu: [
    {
      id: 'projects',
      to: '/projects',
      label: '项目库',
      icon: 'M3 5.5h5l1.5 2H17v9H3zM3 5.5v-2h5',
      group: 'cycle',
      order: 25,
      needsUser: true,
    },
  ],
} satisfies FeatureModule
