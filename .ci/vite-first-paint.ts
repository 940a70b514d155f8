import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

const STYLESHEET = /\s*<link rel="stylesheet"[^>]*>/g
const MODULE_SCRIPT = /\s*<script type="module"[^>]*><\/script>/g

const hashesOf = (html: string, tag: 'script' | 'style') =>
  [...html.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))].map(
    ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  )

/**
 * Lets the skeleton of `index.html` paint before any file has arrived: the stylesheet and the script go to the end of
 * the body (a stylesheet in the head holds back the first paint), and the hashes of what stands inline go to
 * `csp.json`, so that the policy of the server needs no `unsafe-inline`.
 */
export function firstPaint(): Plugin {
  return {
    name: 'hecha:first-paint',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const page = bundle['index.html']
        if (page?.type !== 'asset') return
        const html = String(page.source)
        const late = [...(html.match(STYLESHEET) ?? []), ...(html.match(MODULE_SCRIPT) ?? [])]
        const moved = html
          .replace(STYLESHEET, '')
          .replace(MODULE_SCRIPT, '')
          .replace('</body>', `${late.join('')}\n</body>`)
        page.source = moved
        const policy = { script: hashesOf(moved, 'script'), style: hashesOf(moved, 'style') }
        this.emitFile({ type: 'asset', fileName: 'csp.json', source: JSON.stringify(policy, null, 2) })
      },
    },
  }
}
