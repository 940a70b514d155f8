import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

const STYLESHEET = /\s*<link rel="stylesheet"[^>]*>/g
const MODULE_SCRIPT = /\s*<script type="module"[^>]*><\/script>/g

const inlineHashes = (html: string) =>
  [...html.matchAll(/<(script|style)>([\s\S]*?)<\/\1>/g)].map(
    ([, , text = '']) => `sha256-${createHash('sha256').update(text).digest('base64')}`,
  )

/** Stylesheet and script from the head to the end of the body: a stylesheet in the head holds back the first paint. */
function moveFilesDown(html: string): string {
  const late = [...(html.match(STYLESHEET) ?? []), ...(html.match(MODULE_SCRIPT) ?? [])]
  return html
    .replace(STYLESHEET, '')
    .replace(MODULE_SCRIPT, '')
    .replace('</body>', `${late.join('')}\n</body>`)
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
          page.source = moveFilesDown(String(page.source))
          for (const hash of inlineHashes(page.source)) hashes.add(hash)
        }
        const source = JSON.stringify([...hashes], null, 2)
        this.emitFile({ type: 'asset', fileName: 'csp.json', source })
      },
    },
  }
}
