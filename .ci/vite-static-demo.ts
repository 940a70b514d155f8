import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

const UA =
  'Mozilla/5.0 (Linux; Android 13; wv) AppleWebKit/537.36 Chrome/110.0.0.0 Mobile Safari/537.36 wxworklocal/3.2.200 wxwork/4.0.0'

/** Marks the page as the demo without a server, lets it take itself for 政务微信, and adds the worker that answers it. */
export function staticDemo(): Plugin {
  return {
    name: 'hecha:static-demo',
    apply: (_, { mode }) => mode === 'static-demo',
    // The server's usual build of the library stands on Node's buffers.
    config: () => ({ resolve: { alias: { 'csv-parse/sync': 'csv-parse/browser/esm/sync' } } }),
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { name: 'hecha-simulated', content: 'true' }, injectTo: 'head-prepend' },
      { tag: 'meta', attrs: { name: 'hecha-static', content: 'true' }, injectTo: 'head-prepend' },
      {
        tag: 'script',
        children: `Object.defineProperty(navigator,'userAgent',{configurable:true,get:function(){return ${JSON.stringify(UA)}}})`,
        injectTo: 'head-prepend',
      },
    ],
    generateBundle() {
      const folder = dirname(createRequire(import.meta.url).resolve('msw/package.json'))
      const source = readFileSync(join(folder, 'lib/mockServiceWorker.js'), 'utf8')
      this.emitFile({ type: 'asset', fileName: 'mockServiceWorker.js', source })
    },
  }
}
