import { maskText } from '../person/mask-text.ts'
import { profileOf, type Profile } from './column-profile.ts'
import type { Header } from './find-header.ts'
import { cellText, columnLetters, type Cell } from './grid.ts'
import { readHeader, type HeaderReading } from './read-header.ts'

/** A column while it is being decided what it is. */
export type Draft = {
  readonly index: number
  readonly header: string
  readonly text: string
  reading: HeaderReading
  readonly profile: Profile
  /** By a person. */
  chosen: boolean
}

/** The same reading with another field. */
export const as = (field: HeaderReading['field'], reading: HeaderReading): HeaderReading => ({ ...reading, field })

/** A header names its column on screens and in the database: of a person who stands in it nothing is kept. */
function keysOf(texts: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return texts.map((header, index) => {
    const text = maskText(header)
    if (text === '') return `列${columnLetters(index)}`
    const times = (seen.get(text) ?? 0) + 1
    seen.set(text, times)
    return times === 1 ? text : `${text}#${times}`
  })
}

/** The columns of a sheet as their headers read; a column with neither header nor cells is none. */
export function draftsOf(header: Header, rows: readonly (readonly Cell[])[], today: string): Draft[] {
  const filled = header.texts.map((_, c) => rows.reduce((n, row) => n + (cellText(row[c]) === '' ? 0 : 1), 0))
  const keys = keysOf(header.texts)
  return header.texts.flatMap((text, index) => {
    const count = filled[index] ?? 0
    if (text === '' && count === 0) return []
    // a column below the second half of a merged header is what the header says
    const group = header.groups[index] ?? ''
    const reading = text === '' ? readHeader(group) : readHeader(text, group)
    return {
      index,
      header: keys[index] ?? '',
      text,
      reading,
      profile: profileOf(rows, index, count, today),
      chosen: false,
    }
  })
}
