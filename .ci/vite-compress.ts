import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const TEXT = /\.(?:js|css|html|svg|json)$/
const WORTHWHILE_BYTES = 1024

function writeCompressed(file: string) {
  const bytes = readFileSync(file)
  if (bytes.length < WORTHWHILE_BYTES) return
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
  writeFileSync(`${file}.br`, brotliCompressSync(bytes))
}

/** Writes a `.gz` and a `.br` beside every text file, so that the server never compresses while a phone waits. */
export function compress(): Plugin {
  let folder = ''
  return {
    name: 'hecha:compress',
    apply: 'build',
    configResolved: config => void (folder = join(config.root, config.build.outDir)),
    closeBundle: {
      // After every other plugin has written its files.
      order: 'post',
      sequential: true,
      handler() {
        for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
          if (TEXT.test(name)) writeCompressed(join(folder, name))
        }
      },
    },
  }
}
