import type { Grid } from '../../domain/lists/grid.ts'
import { FileRefused, LIMITS } from './refuse.ts'
import { readSheet, type Book } from './sheet.ts'
import { readStyles } from './styles.ts'
import { attribute, plainText, walkXml, type Attributes } from './xml.ts'
import type { Zip } from './zip.ts'

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1)

/** A target beside a part as a path from the root: `./a`, `../b/c` and `/d` alike. */
function resolve(part: string, target: string): string {
  const path: string[] = []
  for (const step of (target.startsWith('/') ? target : folderOf(part) + target).split('/')) {
    if (step === '..') path.pop()
    else if (step !== '' && step !== '.') path.push(step)
  }
  return path.join('/')
}

function elementsOf(xml: string, wanted: string): Attributes[] {
  const found: Attributes[] = []
  walkXml(xml, {
    open(name, attributes) {
      if (name === wanted) found.push(attributes)
    },
  })
  return found
}

interface Relations {
  byId: ReadonlyMap<string, string>
  /** The path of the relation whose type ends so. */
  byType(ending: string): string | null
}

/** What the relations beside a part point to. */
function relationsOf({ read }: Zip, part: string): Relations {
  const xml = read(`${folderOf(part)}_rels/${part.slice(folderOf(part).length)}.rels`)
  const all = xml === null ? [] : elementsOf(xml, 'Relationship')
  const pathOf = (one: Attributes) => resolve(part, one['Target'] ?? '')
  return {
    byId: new Map(all.map(one => [one['Id'] ?? '', pathOf(one)])),
    byType(ending) {
      const found = all.find(one => one['Type']?.endsWith(ending))
      return found ? pathOf(found) : null
    },
  }
}

/** The shared texts, without the reading aids (phonetics) Excel keeps beside them. */
function sharedStrings(xml: string | null): string[] {
  if (xml === null) return []
  const strings: string[] = []
  let text = ''
  let inText = false
  let aids = 0
  walkXml(xml, {
    open(element) {
      if (element === 'si') text = ''
      else if (element === 'rPh') aids++
      else if (element === 't') inText = aids === 0
    },
    text(piece) {
      if (inText) text += piece
    },
    close(element) {
      if (element === 't') inText = false
      else if (element === 'rPh') aids--
      else if (element === 'si') strings.push(plainText(text))
    },
  })
  return strings
}

/** A part the workbook names and that is not there: the file came incomplete. */
function namedPart({ read }: Zip, named: string | null, usual: string): string | null {
  const xml = read(named ?? usual)
  if (named !== null && xml === null) throw new FileRefused('file_damaged')
  return xml
}

/**
 * Every worksheet of an .xlsx or .xlsm, in the order of the tabs, hidden ones too.
 * @throws FileRefused
 */
export function readXlsx(zip: Zip): Grid[] {
  const path = relationsOf(zip, '').byType('/officeDocument') ?? 'xl/workbook.xml'
  const workbook = zip.read(path)
  if (workbook === null || !path.endsWith('.xml')) throw new FileRefused('file_is_not_a_list')
  const parts = relationsOf(zip, path)
  const book: Book = {
    strings: sharedStrings(namedPart(zip, parts.byType('/sharedStrings'), 'xl/sharedStrings.xml')),
    styles: readStyles(namedPart(zip, parts.byType('/styles'), 'xl/styles.xml')),
    from1904: elementsOf(workbook, 'workbookPr').some(({ date1904 }) => date1904 === '1' || date1904 === 'true'),
  }
  const sheets = elementsOf(workbook, 'sheet').slice(0, LIMITS.sheets)
  return sheets.map(sheet => {
    const target = parts.byId.get(attribute(sheet, 'id') ?? '')
    const xml = target === undefined ? null : zip.read(target)
    if (xml === null) throw new FileRefused('file_damaged')
    return readSheet(sheet['name'] ?? '', xml, book)
  })
}
