import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

const STYLESHEET = /\s*<link rel="stylesheet"[^>]*href="([^"]+)"[^>]*>/g
const MODULE_SCRIPT = /\s*<script type="module"[^>]*><\/script>/g

/** Fetches a stylesheet without holding back the first paint. `main.ts` waits for it before it draws. */
const styleLoader = (href: string) =>
  `<script>(function(d,l){l=d.createElement('link');l.rel='stylesheet';l.href='${href}';` +
  `window.hechaStyles=new Promise(function(r){l.onload=l.onerror=r});d.head.appendChild(l)})(document)</script>`

const inlineHashes = (html: string) =>
  [...html.matchAll(/<(script|style)>([\s\S]*?)<\/\1>/g)].map(
    ([, , text = '']) => `sha256-${createHash('sha256').update(text).digest('base64')}`,
  )

/**
 * A stylesheet in the head holds back the first paint; at the end of the body it would come after those of the lazy
 * chunks, which Vite appends to the head, and outweigh them. So a line of script puts it into the head.
 */
function fetchFilesLater(html: string): string {
  const scripts = html.match(MODULE_SCRIPT) ?? []
  return html
    .replace(STYLESHEET, (_, href: string) => styleLoader(href))
    .replace(MODULE_SCRIPT, '')
    .replace('</body>', `${scripts.join('')}\n</body>`)
}

/**
 * Lets the skeleton of `index.html` paint before any file has arrived, and writes the hashes of what
 * stands inline to `csp.json`, so that the policy of the server needs no `unsafe-inline`.
 */
export function firstPaint(): Plugin {
  return {
    name: 'hecha:first-paint',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const hashes = new Set<string>()
        for (const page of Object.values(bundle)) {
          if (page.type !== 'asset' || !page.fileName.endsWith('.html')) continue
          page.source = fetchFilesLater(String(page.source))
          for (const hash of inlineHashes(page.source)) hashes.add(hash)
        }
        const source = JSON.stringify([...hashes], null, 2)
        this.emitFile({ type: 'asset', fileName: 'csp.json', source })
      },
    },
  }
}
