import { describe, expect, it } from 'vitest'
import { listSourceFiles } from './support/source-files.ts'

const components = listSourceFiles(['src'], ['.vue'])
const sheets = listSourceFiles(['src/styles'], ['.css'])

describe('styles', () => {
  it('of a component are its own: every one is scoped', () => {
    const open = components.filter(({ lines }) => lines.some(line => /^<style(?![^>]*\bscoped\b)/.test(line)))

    expect(open.map(({ path }) => path)).toEqual([])
  })

  it('that are shared stand in one sheet each', () => {
    const homes = new Map<string, string[]>()
    for (const { path, lines } of sheets)
      for (const name of new Set(definedIn(lines))) homes.set(name, [...(homes.get(name) ?? []), path])

    expect([...homes].filter(([, paths]) => paths.length > 1)).toEqual([])
  })

  it('that are shared are not defined again by a component', () => {
    const shared = new Set(sheets.flatMap(({ lines }) => definedIn(lines)))
    const again = components.flatMap(({ path, lines }) =>
      definedIn(styleOf(lines))
        .filter(name => shared.has(name))
        .map(name => `${path}: .${name}`),
    )

    expect(again).toEqual([])
  })

  it('are read as they are written', () => {
    const lines = ['.card {', '.card h2 {', '.chip:active,', '.unseen {', '.note .icon {', '  color: red;']

    expect(definedIn(lines)).toEqual(['card', 'chip', 'unseen'])
  })
})

/** Classes that a line defines by themselves, such as `.card {`; `.card h2 {` only adds to one. */
function definedIn(lines: readonly string[]): string[] {
  return lines.flatMap(line => /^\.([a-z][a-z0-9-]*)(?::[a-z-]+)?(?:,| \{)$/.exec(line)?.[1] ?? [])
}

function styleOf(lines: readonly string[]): readonly string[] {
  const start = lines.findIndex(line => line.startsWith('<style'))
  return start < 0 ? [] : lines.slice(start)
}
