import type { FeatureModule } from '@/shell/modules'

export default {
  routes: [
    { path: '/library', component: () => import('./LibraryView.vue'), meta: { title: '指标库' } },
    { path: '/library/proposals', component: () => import('./ProposalsView.vue'), meta: { title: '指标库建议' } },
  ],
  menu: [
    {
      id: 'library',
      to: '/library',
      label: '指标库',
      icon: 'M3 3.5h4v13H3zM7 3.5h4v13H7zM11.5 4.3l3.7-1 3.3 12.6-3.7 1z',
      group: 'base',
      order: 10,
    },
  ],
} satisfies FeatureModule
