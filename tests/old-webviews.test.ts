// Phones of government offices run WebViews of the class Chrome 79 and iOS 13. es-check holds the syntax; this holds
// what is called.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, it } from 'vitest'
import { builtFiles } from './support/built-files.ts'

/** Younger than Chrome 79 or Safari 13 and not in `src/polyfills.ts`; each is shown by an example below. */
const TOO_YOUNG = new RegExp(
  [
    /\.(?:at|replaceAll|replaceChildren|findLast|findLastIndex|toSorted|toReversed|toSpliced|randomUUID)\(/,
    /\bstructuredClone\(|\bObject\.(?:groupBy|fromAsync)\(|\bPromise\.(?:any|withResolvers)\(|\bAbortSignal\.(?:any|timeout)\(/,
    /\.requestSubmit\(|\bscheduler\.|\bIntl\.(?:Segmenter|ListFormat)\b/,
    // Safari 16.4; a pattern with it stops the whole script
    /\(\?<[=!]/,
  ]
    .map(pattern => pattern.source)
    .join('|'),
)

/** Vue's reactive arrays answer such calls, they make none; the stage is for a desktop browser, in the demo alone. */
const LEFT_OUT = /^(?:vendor|stage)-|^simulated-wecom/

it.each([
  'rows.at(-1)',
  'text.replaceAll("a", "b")',
  'rows.toSorted()',
  'structuredClone(x)',
  '/(?<=a)b/',
  'crypto.randomUUID()',
])('knows %s as too young', text => {
  expect(text).toMatch(TOO_YOUNG)
})

it('finds nothing in the built pages that old WebViews lack', () => {
  const found = builtFiles(/\.js$/)
    .filter(file => !LEFT_OUT.test(basename(file)))
    .map(file => `${basename(file)}: ${TOO_YOUNG.exec(readFileSync(file, 'utf8'))?.[0]}`)
  expect(found.filter(line => !line.endsWith(': undefined'))).toEqual([])
})
