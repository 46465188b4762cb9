import type { FeatureModule } from '@/shell/modules'

export default {
  routes: [
    { path: '/goals', component: () => import('./GoalListView.vue'), meta: { title: '绩效目标', needsYear: true } },
    { path: '/goals/:id', component: () => import('./GoalFormView.vue'), meta: { title: '绩效目标申报表' } },
    { path: '/goals/:id/review', component: () => import('./review/GoalReviewView.vue'), meta: { title: '审核绩效目标' } },
    { path: '/department-goals', component: () => import('./departments/DepartmentListView.vue'), meta: { title: '部门整体目标', needsYear: true } },
    { path: '/department-goals/:id', component: () => import('./GoalFormView.vue'), meta: { title: '部门整体支出绩效目标申报表' } },
    { path: '/department-goals/:id/review', component: () => import('./review/GoalReviewView.vue'), meta: { title: '审核部门整体目标' } },
    { path: '/department-goals/:id/difference', component: () => import('./GoalDifferenceView.vue'), meta: { title: '版本比较' } },
    { path: '/goals/:id/decomposition', component: () => import('./decomposition/DecompositionView.vue'), meta: { title: '目标分解' } },
    { path: '/goals/:id/difference', component: () => import('./GoalDifferenceView.vue'), meta: { title: '版本比较' } },
  ],
  menu: [
    {
      id: 'goals',
      to: '/goals',
      label: '绩效目标',
      icon: 'M10 2.5a7.5 7.5 0 1 0 7.5 7.5M10 6.5a3.5 3.5 0 1 0 3.5 3.5M10 10l7-7M14 3v3h3',
      group: 'cycle',
      order: 30,
      needsUser: true,
    },
    {
      id: 'department-goals',
      to: '/department-goals',
      label: '部门整体目标',
      icon: 'M3 17.5h14M4.5 17.5V7l5.5-4 5.5 4v10.5M8 17.5v-5h4v5',
      group: 'cycle',
      order: 32,
      needsUser: true,
    },
  ],
} satisfies FeatureModule
