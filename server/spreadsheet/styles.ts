import { walkXml } from './xml.ts'

/** How a number in a cell is shown, as far as it matters: a day, a time of day, both, or just a number. */
export type NumberKind = 'number' | 'day' | 'time' | 'dayTime'

const BUILT_IN: readonly (readonly [number, number, NumberKind])[] = [
  [14, 17, 'day'],
  [18, 21, 'time'],
  [22, 22, 'dayTime'],
  [27, 31, 'day'],
  [32, 35, 'time'],
  [36, 36, 'day'],
  [45, 47, 'time'],
  [50, 54, 'day'],
  [55, 56, 'time'],
  [57, 58, 'day'],
]

/** The kind of a format code such as `yyyy"年"m"月"d"日" h:mm`. */
export function kindOfFormat(code: string): NumberKind {
  const bare =
    code
      .replace(/"[^"]*"|\\.|_.|\[[^\]]*\]/g, '')
      .replace(/s\.0+/gi, 's')
      .split(';')[0]
      ?.toLowerCase() ?? ''
  if (/general|通用|0|#|@/.test(bare)) return 'number'
  const day = /[yd年月日]|m(?!m?:|:)/.test(bare.replace(/h+[^hs]*?m+|m+[^hm]*?s+/g, ''))
  const time = /[hs时分秒]|am\/pm|上午/.test(bare)
  if (day) return time ? 'dayTime' : 'day'
  return time ? 'time' : 'number'
}

function builtIn(id: number): NumberKind {
  return BUILT_IN.find(([from, until]) => id >= from && id <= until)?.[2] ?? 'number'
}

/** Kind of number per cell style, from `styles.xml`. */
export function readStyles(xml: string | null): NumberKind[] {
  if (xml === null) return []
  const custom = new Map<number, string>()
  const kinds: NumberKind[] = []
  let inCells = false
  walkXml(xml, {
    open(element, { numFmtId, formatCode }) {
      const id = Number(numFmtId ?? 0)
      if (element === 'cellXfs') inCells = true
      else if (element === 'numFmt') custom.set(id, formatCode ?? '')
      else if (element === 'xf' && inCells) {
        const code = custom.get(id)
        kinds.push(code === undefined ? builtIn(id) : kindOfFormat(code))
      }
    },
    close(element) {
      if (element === 'cellXfs') inCells = false
    },
  })
  return kinds
}
