import type { Grid } from '../../domain/lists/grid.ts'
import { FileRefused, LIMITS } from './refuse.ts'
import { readSheet, type Book } from './sheet.ts'
import { readStyles } from './styles.ts'
import { attribute, joinedRuns, withoutPrefix } from './xml.ts'
import { openZip } from './zip.ts'

type ReadFile = (name: string) => string | null

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1)

function resolve(base: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  return target.startsWith('../') ? target.slice(3) : folderOf(base) + target
}

/** Relation id or type ending → path, of the relations beside a part. */
function relations(
  read: ReadFile,
  part: string,
): { byId: Map<string, string>; byType: (ending: string) => string | null } {
  const xml = withoutPrefix(read(`${folderOf(part)}_rels/${part.slice(folderOf(part).length)}.rels`) ?? '')
  const all = [...xml.matchAll(/<Relationship\b[^>]*>/g)].map(([tag]) => ({
    id: attribute(tag, 'Id') ?? '',
    type: attribute(tag, 'Type') ?? '',
    path: resolve(part, attribute(tag, 'Target') ?? ''),
  }))
  return {
    byId: new Map(all.map(({ id, path }) => [id, path])),
    byType: ending => all.find(({ type }) => type.endsWith(ending))?.path ?? null,
  }
}

function sharedStrings(xml: string | null): string[] {
  if (xml === null) return []
  return [...withoutPrefix(xml).matchAll(/<si\b[^>]*?(?:\/>|>([\s\S]*?)<\/si>)/g)].map(([, body = '']) =>
    joinedRuns(body),
  )
}

/** A part the workbook names and that is not there: the file came incomplete. */
function namedPart(read: ReadFile, named: string | null, usual: string): string | null {
  const xml = read(named ?? usual)
  if (named !== null && xml === null) throw new FileRefused('file_damaged')
  return xml
}

/** Reads every worksheet of an .xlsx, in the order of the tabs, hidden ones too. Throws `FileRefused`. */
export function readXlsx(bytes: Uint8Array): Grid[] {
  const read = openZip(bytes)
  const path = relations(read, '').byType('/officeDocument') ?? 'xl/workbook.xml'
  const found = read(path)
  if (found === null || !path.endsWith('.xml')) throw new FileRefused('file_is_not_a_list')
  const workbook = withoutPrefix(found)
  const parts = relations(read, path)
  const book: Book = {
    strings: sharedStrings(namedPart(read, parts.byType('/sharedStrings'), 'xl/sharedStrings.xml')),
    styles: readStyles(withoutPrefix(namedPart(read, parts.byType('/styles'), 'xl/styles.xml') ?? '')),
    from1904: /<workbookPr\b[^>]*\bdate1904="(?:1|true)"/.test(workbook),
  }
  const sheets = [...workbook.matchAll(/<sheet\b[^>]*>/g)].slice(0, LIMITS.sheets)
  return sheets.map(([tag]) => {
    const target = parts.byId.get(attribute(tag, '\\w+:id') ?? attribute(tag, 'id') ?? '')
    const xml = target === undefined ? null : read(target)
    if (xml === null) throw new FileRefused('file_damaged')
    return readSheet(attribute(tag, 'name') ?? '', withoutPrefix(xml), book)
  })
}
