import type { FeatureModule } from '@/shell/modules'

export default {
  routes: [{ path: '/reports/:id', component: () => import('./ReportView.vue'), meta: { title: '年度报告', needsPlace: true } }],
  menu: [
    {
      id: 'reports',
      to: '/reports/annual',
      label: '报告',
      icon: 'M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5M7.5 9.5h5.5M7.5 12.5h5.5M7.5 15H11',
      group: 'base',
      order: 30,
    },
  ],
} satisfies FeatureModule
