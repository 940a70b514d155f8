import { said, type Folded } from '../fold/folded.ts'
import { matchesOf } from '../fold/matches.ts'

/** What the signs of a table stand for: （1=接通 0=没接）. */
export type Legend = ReadonlyMap<string, string>

const PAIR = /([0-9A-Za-z✓✔√×✗○●△☆★]) ?(?:=|代表|表示|为|是) ?(\p{Script=Han}{1,6})/gu

/** The legend that stands in any of these lines; empty where there is none. */
export function legendOf(lines: readonly Folded[]): Legend {
  return new Map(
    lines.flatMap(({ text }) =>
      matchesOf(text, PAIR).map(([, sign = '', word = '']): [string, string] => [sign, word]),
    ),
  )
}

/** A cell in words: its sign is looked up, anything else stays. */
export function inWords(cell: Folded, legend: Legend): Folded {
  const word = legend.get(cell.text)
  return word === undefined ? cell : said(word, cell)
}

export const isLegend = ({ text }: Folded): boolean => matchesOf(text, PAIR).length > 1
