import type { ImportPreview, PreviewColumn, PreviewSettings } from '../../contract/batches.ts'
import type { ColumnChoices, IntakeField } from '../../contract/intake.ts'
import { cellText, type Cell } from '../../domain/lists/grid.ts'
import { namesIn } from '../../domain/lists/names-in.ts'
import { maskedAnswer, type ParsedList } from '../../domain/lists/parse-list.ts'
import { maskAddress, maskIdNumber, maskName, maskPhone } from '../../domain/person/mask.ts'
import { remembering, textMasker, type TextMasker } from '../../domain/person/mask-text.ts'
import { communitiesOf, type Act } from '../act.ts'
import { sha256 } from '../privacy/random.ts'
import { parseUpload, type ParserDeps } from './parse-upload.ts'
import type { Upload } from '../ports/upload-parser.ts'
import { isKnownFile, placeList } from './place-list.ts'
import { listCommunities } from './list-communities.ts'
import { takeListLook } from './take-list-look.ts'
import { findSenders, rememberedColumns } from './sender-columns.ts'

const EXAMPLES = 3

/**
 * What would become of a list if the member imported it now, masked. What was said about the sender's columns before is
 * used at once; the sender is the one named, else the one whose lists look the same.
 * @throws DomainError with the code of the refusal
 */
export async function previewList(
  act: Act,
  deps: ParserDeps,
  upload: Upload,
  { source, columns }: PreviewSettings,
): Promise<ImportPreview> {
  const { db, member } = act
  const parse = (choices: ColumnChoices) => parseUpload(deps, upload, choices)
  const first = await parse(columns)
  const senders = await findSenders(db, first)
  const sender = source ?? senders.same
  const choices = sender === null ? columns : { ...(await rememberedColumns(db, sender)), ...columns }
  const parsed = changes(first, choices) ? await parse(choices) : first
  const communities = await listCommunities(db, communitiesOf(member, ['lead']))
  const linkable = await takeListLook(act, 'preview', parsed)
  const { list, unitIds } = await placeList(act, parsed, communities, linkable)
  const hide = remembering(textMasker({ names: namesIn(parsed) }))
  const tasksOf = (unitId: string | null) => unitIds.filter(one => one === unitId).length
  return {
    answer: maskedAnswer(list.answer),
    name: nameFrom(upload.fileName, hide),
    columns: previewColumns(list, choices, hide),
    communities: communities
      .filter(({ own }) => own)
      .map(({ id, name }) => ({ unitId: id, name, tasks: tasksOf(id) }))
      .sort((a, b) => b.tasks - a.tasks),
    unplaced: tasksOf(null),
    deadlines: ownDeadlines(list),
    source: senders.same,
    sources: senders.sources,
    known: await isKnownFile(db, await sha256(upload.bytes)),
  }
}

/** Whether the choices say anything else than was read. */
function changes({ layouts }: ParsedList, choices: ColumnChoices): boolean {
  return layouts.some(({ columns }) =>
    columns.some(({ header, field }) => choices[header] !== undefined && choices[header] !== field),
  )
}

/** What the list is called unless somebody says otherwise: its file, without what tells who is on it. */
function nameFrom(fileName: string, hide: TextMasker): string {
  const name = fileName
    .replace(/\.(?:xls[xmb]?|et|ods|csv|txt)$/i, '')
    .slice(0, 60)
    .trim()
  return name === '' || hide(name) !== name ? '名单' : name
}

const DEADLINES = 3

/** The deadlines the rows give, the one of most tasks first. */
function ownDeadlines({ tasks }: ParsedList): ImportPreview['deadlines'] {
  const counts = new Map<string, number>()
  for (const { facts } of tasks)
    if (facts.deadlineAt) counts.set(facts.deadlineAt, (counts.get(facts.deadlineAt) ?? 0) + 1)
  const byCount = [...counts].sort(([, a], [, b]) => b - a)
  return byCount.slice(0, DEADLINES).map(([at, count]) => ({ at, tasks: count }))
}

function previewColumns(
  { answer, layouts, rows }: ParsedList,
  choices: ColumnChoices,
  hide: TextMasker,
): PreviewColumn[] {
  return layouts.flatMap(({ name, columns }, sheet) => {
    const unknown = new Set(answer.sheets[sheet]?.unknown)
    const own = rows.filter(row => row.sheet === sheet)
    return columns.map(({ index, header, field }) => ({
      sheet: name,
      header,
      field,
      unknown: unknown.has(header) && choices[header] === undefined,
      chosen: choices[header] !== undefined,
      examples: examplesOf(
        own.map(row => row.cells[index]),
        field,
        hide,
      ),
    }))
  })
}

function examplesOf(cells: readonly (Cell | undefined)[], field: IntakeField, hide: TextMasker): string[] {
  const seen = new Set<string>()
  for (const cell of cells) {
    const text = cellText(cell)
    if (text !== '') seen.add(maskExample(text, field, hide))
    if (seen.size === EXAMPLES) break
  }
  return [...seen]
}

/** Nothing about a person in clear: what a column holds is not known before somebody said so. */
function maskExample(text: string, field: IntakeField, hide: TextMasker): string {
  if (field === 'phone' || field === 'otherPhone') return maskPhone(text)
  if (field === 'name') return maskName(text)
  if (field === 'idNumber') return maskIdNumber(text)
  if (field === 'address' || field === 'household') return maskAddress(text)
  const short = hide(text).replace(/^(\d{4}-\d{2}-\d{2})T/, '$1 ')
  const plain = /^[\u4e00-\u9fff·]{2,4}$/.test(short) && (field === 'extra' || field === 'ignore')
  return plain ? maskName(short) : short.slice(0, 24)
}
