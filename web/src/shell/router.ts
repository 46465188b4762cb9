import { createRouter, createWebHistory, type Router } from 'vue-router'
import { readSession, useSession } from '@/composables/useSession'
import { home } from './home'
import HomePage from './HomePage.vue'
import { routes } from './modules'

export function createAppRouter(): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: [
      { path: '/', component: HomePage, beforeEnter: (to) => (useSession().admitted.value ? home(to.query) : true) },
      ...routes,
      { path: '/:rest(.*)*', component: () => import('./NotFound.vue'), meta: { title: '没有这个页面' } },
    ],
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
  })
  router.beforeEach(() => readSession())
  router.afterEach((to) => {
    const title = typeof to.meta['title'] === 'string' ? to.meta['title'] : ''
    document.title = title ? `${title} · 绩衡` : '绩衡'
  })
  return router
}
