import { build, type Plugin, type Rolldown } from 'vite'

interface Options {
  entry: string
  target: string[]
}

const TAG = /<script type="module" src="\/src\/early\/index\.ts"><\/script>/

/** The entry with all it imports, as one classic script. */
async function bundle({ entry, target }: Options): Promise<string> {
  const lib = { entry, formats: ['iife' as const], name: 'hechaEarlyScript' }
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: { write: false, reportCompressedSize: false, target, minify: true, lib },
  })
  const [chunk] = (Array.isArray(built) ? built : [built as Rolldown.RolldownOutput]).flatMap(({ output }) => output)
  if (chunk?.type !== 'chunk') throw new Error(`${entry} was not built`)
  return chunk.code.trim().replace(/<\/(script)/gi, '<\\/$1')
}

/**
 * Writes the script that runs before any file has arrived into the page, where the sources name it as a module: in
 * development it stays one. `vite-first-paint.ts` puts its hash into the server's policy.
 */
export function earlyScript(options: Options): Plugin {
  return {
    name: 'hecha:early-script',
    apply: 'build',
    transformIndexHtml: {
      order: 'pre',
      async handler(html) {
        if (!TAG.test(html)) return html
        const code = await bundle(options)
        return html.replace(TAG, () => `<script>${code}</script>`)
      },
    },
  }
}
