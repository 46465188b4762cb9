import type { FeatureModule } from '@/shell/modules'

export default {
  routes: [{ path: '/vagueness', component: () => import('./VaguenessView.vue'), meta: { title: '泛指标化排行', needsYear: true } }],
  menu: [
    {
      id: 'vagueness',
      to: '/vagueness',
      label: '泛指标化',
      icon: 'M3 16.5V4M3 16.5h14M6 13.5v-3M9.5 13.5V8M13 13.5v-2M16 13.5V6',
      group: 'base',
      order: 45,
    },
  ],
} satisfies FeatureModule
