import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

const STYLESHEET = /\s*<link rel="stylesheet"[^>]*>/g
const MODULE_SCRIPT = /\s*<script type="module"[^>]*><\/script>/g

const hashesOf = (html: string, tag: 'script' | 'style') =>
  [...html.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))].map(
    ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
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
        const policy = { script: new Set<string>(), style: new Set<string>() }
        for (const page of Object.values(bundle)) {
          if (page.type !== 'asset' || !page.fileName.endsWith('.html')) continue
          page.source = moveFilesDown(String(page.source))
          for (const hash of hashesOf(page.source, 'script')) policy.script.add(hash)
          for (const hash of hashesOf(page.source, 'style')) policy.style.add(hash)
        }
        const source = JSON.stringify({ script: [...policy.script], style: [...policy.style] }, null, 2)
        this.emitFile({ type: 'asset', fileName: 'csp.json', source })
      },
    },
  }
}
