import type { FeatureModule } from '@/shell/modules'

export default {
  routes: [{ path: '/dashboard', component: () => import('./DashboardView.vue'), meta: { title: '总览', needsPlace: true } }],
  menu: [
    {
      id: 'dashboard',
      to: '/dashboard',
      label: '总览',
      icon: 'M3 16.5V9M8 16.5V4M13 16.5V11M18 16.5H2M17 7v9.5',
      group: 'cycle',
      order: 20,
    },
  ],
} satisfies FeatureModule
