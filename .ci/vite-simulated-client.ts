import { existsSync } from 'node:fs'
import { build, type Plugin } from 'vite'

interface Options {
  entry: string
  /** Under the output folder. Fixed: pages of the demo load it by this name, as a classic script. */
  fileName: string
  target: string[]
}

/** Builds the demo's WeCom client as one file of its own that shares no chunk with the page. */
export function simulatedClient({ entry, fileName, target }: Options): Plugin {
  let outDir = ''
  return {
    name: 'hecha:simulated-client',
    apply: 'build',
    configResolved: config => void (outDir = config.build.outDir),
    closeBundle: {
      sequential: true,
      async handler() {
        if (!existsSync(entry)) return
        const lib = { entry, formats: ['iife' as const], name: 'hechaSimulatedWecom', fileName: () => fileName }
        const output = { outDir, emptyOutDir: false, copyPublicDir: false, reportCompressedSize: false }
        await build({ configFile: false, logLevel: 'warn', build: { ...output, target, lib } })
      },
    },
  }
}
