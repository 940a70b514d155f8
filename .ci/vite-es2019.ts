import type { Plugin } from 'vite'

const HELPER = 'window.importModule=function(url){return import(url)}'

/**
 * `import()` and `import.meta` are the only syntax newer than ES2019 in the output: Chrome 64 and iOS 12 have both, but
 * no ES2019 parser reads them, and with them in every chunk es-check could not tell a real slip. `import()` stands in
 * one line of the page instead. Chunks name each other relative to themselves, the helper relative to the page, so the
 * folder is written out; Vite's own preloading passes addresses from the root, for which the page is as good a base.
 */
export function es2019Imports(): Plugin {
  let folder = ''
  const lower = (code: string) =>
    code
      .replace(/\bimport\((["'`])\.\//g, `importModule($1${folder}`)
      .replace(/\bimport\.meta\.url\b/g, 'location.href')
      .replace(/\bimport\.meta\.resolve\b/g, 'void 0')
  return {
    name: 'hecha:es2019-imports',
    apply: 'build',
    enforce: 'post',
    configResolved: config => void (folder = `${config.base}${config.build.assetsDir}/`),
    transformIndexHtml: () => [{ tag: 'script', children: HELPER, injectTo: 'head-prepend' }],
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk') chunk.code = lower(chunk.code)
      },
    },
  }
}
