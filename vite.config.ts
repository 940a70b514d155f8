import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { compress } from './.ci/vite-compress.ts'
import { earlyScript } from './.ci/vite-early-script.ts'
import { es2019Imports } from './.ci/vite-es2019.ts'
import { firstPaint } from './.ci/vite-first-paint.ts'
import { staticDemo } from './.ci/vite-static-demo.ts'
import { simulatedClient } from './.ci/vite-simulated-client.ts'
import { withoutVantIconFont } from './.ci/vite-vant-icons.ts'

/** Chrome 79 and iOS 13 class WebViews; Vite's own default is far newer. */
const WEBVIEWS = ['es2019', 'chrome79', 'safari13']

const VENDOR =
  /node_modules\/(?:@vue|vue|vue-router|pinia|valibot)\/|rolldown\/runtime|plugin-vue:export-helper|preload-helper/

const OWN = /\/(?:src|contract|domain)\//

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The page itself and the demo's stage. */
const pages = { index: here('index.html'), stage: here('mock/wecom/stage/index.html') }

export default defineConfig(({ mode }) => ({
  plugins: [
    vue(),
    staticDemo(),
    earlyScript({ entry: here('src/early/index.ts'), target: WEBVIEWS }),
    withoutVantIconFont(),
    es2019Imports(),
    firstPaint(),
    simulatedClient({ entry: here('mock/wecom/client/index.ts'), fileName: 'simulated-wecom.js', target: WEBVIEWS }),
    compress(),
  ],
  define: { __VUE_OPTIONS_API__: false, __VUE_PROD_DEVTOOLS__: false },
  build: {
    // The demo without a server brings a database along, which no old WebView runs.
    target: mode === 'static-demo' ? 'es2022' : WEBVIEWS,
    cssTarget: ['chrome79', 'safari13'],
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Two scripts carry the page: what changes with every release, and what it stands on. What lazy screens share
      // with it stays in it: a chunk of its own is a request of its own.
      output: {
        codeSplitting: {
          groups: [
            { name: 'vendor', test: VENDOR },
            { name: 'page', test: OWN, tags: ['$initial'] },
          ],
        },
      },
      input: Object.fromEntries(Object.entries(pages).filter(([, path]) => existsSync(path))),
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
}))
