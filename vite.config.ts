import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { compress } from './.ci/vite-compress.ts'
import { firstPaint } from './.ci/vite-first-paint.ts'
import { withoutVantIconFont } from './.ci/vite-vant-icons.ts'

/** Chrome 79 and iOS 13 class WebViews (see docs/architecture.md); Vite's own default is far newer. */
const WEBVIEWS = ['es2019', 'chrome79', 'safari13']

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The page itself, the demo's stage, and the demo's client, which pages load by its fixed name. */
const entries = {
  index: 'index.html',
  stage: 'mock/wecom/stage/index.html',
  'simulated-wecom': 'mock/wecom/client/index.ts',
}
const input = Object.fromEntries(Object.entries(entries).filter(([, path]) => existsSync(here(path))))

export default defineConfig({
  plugins: [vue(), withoutVantIconFont(), firstPaint(), compress()],
  define: { __VUE_OPTIONS_API__: false, __VUE_PROD_DEVTOOLS__: false },
  build: {
    target: WEBVIEWS,
    cssTarget: ['chrome79', 'safari13'],
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input,
      output: {
        entryFileNames: chunk => (chunk.name === 'simulated-wecom' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
})
