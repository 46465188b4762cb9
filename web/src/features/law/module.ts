import type { FeatureModule } from '@/shell/modules'

export default {
  routes: [
    { path: '/law', component: () => import('./LawListView.vue'), meta: { title: '规则' } },
    { path: '/law/:kind/:id', component: () => import('./LawDetailView.vue'), meta: { title: '规则' } },
  ],
  menu: [
    {
      id: 'law',
      to: '/law',
      label: '规则',
      icon: 'M10 4.5C8 3 5.5 3 3 3.5v12c2.5-.5 5-.5 7 1 2-1.5 4.5-1.5 7-1v-12c-2.5-.5-5-.5-7 1zM10 4.5v12',
      group: 'base',
      order: 40,
    },
  ],
} satisfies FeatureModule
