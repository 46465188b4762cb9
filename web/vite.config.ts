import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

// The pages are served by the program itself; `npm run dev` sends /api to a running one.
const api = process.env.JIHENG_API ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { proxy: { '/api': api } },
  build: { target: 'es2022', assetsInlineLimit: 0, reportCompressedSize: true },
  test: { environment: 'happy-dom', include: ['src/**/*.test.ts'] },
})
