import type { ChatterLine, Doubt, PasteAnswer } from '../../contract/pastes.ts'
import { maskAddress } from '../../domain/person/mask.ts'
import { maskText } from '../../domain/person/mask-text.ts'
import { matchReport, type Match } from '../../domain/tasks/match-report.ts'
import { findAddress } from '../../domain/report-text/facts/address.ts'
import type { City } from '../../domain/city.ts'
import type { ReportFields } from '../../contract/report-fields.ts'
import { corrected } from '../../domain/report-text/corrected.ts'
import { cityWithAreas } from '../units/city-with-areas.ts'
import { communitiesOf, type Act } from '../act.ts'
import { DomainError } from '../errors.ts'
import { getLookLimits } from '../looks/look-limits.ts'
import { takeGuesses } from '../looks/take-guesses.ts'
import { takeComparison } from '../looks/take-look.ts'
import type { Asker } from '../ports/asker.ts'
import type { PasteQuestion, PasteRead, PasteReader } from '../ports/paste-reader.ts'
import { findTasks, type KnownTask, type Told } from './find-tasks.ts'
import { guessesOf } from './guesses-of.ts'
import { pasteCardOf, whoAndWhen, type Past } from './paste-card.ts'
import { readHere } from './read-here.ts'
import { readText, type Chatter, type ToldPerson } from './read-text.ts'
import { listEarlierRecords } from '../tasks/earlier-records.ts'
import { listSamples } from '../test-results/told-by-lab.ts'
import { listRecordedKeys, listWithdrawn } from './task-past.ts'

/**
 * What pasted text tells, each resident matched to a task of the recorder's communities or with the question that is left.
 * Nothing of the text is stored or logged.
 * @throws DomainError `paste_too_heavy`, `reader_busy`, `paste_too_many`, `look_limit`
 */
export async function readPaste(act: Act, text: string, reading: Reading): Promise<PasteAnswer> {
  const { db, sealer } = act
  const city = await cityWithAreas(act)
  const read = await readSomewhere({ text, now: act.clock().toISOString(), city }, reading)
  const { people, messages, chatter } = readText(sealer, read)
  const communityIds = await lookAt(act, countCompared(people))
  const found = await findTasks(act, communityIds, await told(act, people))
  const own = new Set(communityIds)
  const matches = askHouseholds(
    people,
    people.map(({ read }, at) => matchReport(read, found[at] ?? NOTHING_FOUND, own)),
  )
  const offered = matches.flatMap(({ candidates }) => candidates)
  const known = [...new Map(offered.map(task => [task.id, task])).values()]
  const keys = [...people, ...chatter].map(({ key }) => key)
  const past = {
    earlier: await listEarlierRecords(
      act,
      known.map(task => task.row),
    ),
    samples: await listSamples(
      db,
      known.map(task => task.row),
    ),
    recorded: await listRecordedKeys(db, communityIds, keys),
    withdrawn: await listWithdrawn(
      db,
      known.map(task => task.id),
    ),
  }
  const corrections = correctedBy(past)
  const cards = people.flatMap((person, at) => {
    const match = matches[at]
    return match ? [pasteCardOf(sealer, corrections(person, match), match, past)] : []
  })
  return { cards, messages, chatter: chatter.map(line => chatterLineOf(line, past, city)) }
}

/** Where text is read, and who waits for it. */
interface Reading {
  pasteReader?: PasteReader
  asker: Asker
}

async function readSomewhere(question: PasteQuestion, { pasteReader, asker }: Reading): Promise<PasteRead> {
  const read = await (pasteReader?.(question, asker) ?? readHere(question))
  if (read === null) throw new DomainError('paste_too_heavy')
  return read
}

/** How many people are compared: whoever is spoken of by the same code, number and name again and again is one. */
function countCompared(people: readonly ToldPerson[]): number {
  return new Set(
    people.map(({ read: { code, phone, phoneTail, name } }) => JSON.stringify([code, phone, phoneTail, name])),
  ).size
}

/**
 * The communities in which so many people may be compared.
 * @throws DomainError `paste_too_many`, `look_limit`
 */
async function lookAt(act: Act, people: number): Promise<string[]> {
  if (people === 0) return communitiesOf(act.member, ['recorder'])
  const { peopleAPaste } = await getLookLimits(act.db)
  if (people > peopleAPaste) throw new DomainError('paste_too_many')
  return takeComparison(act, { purpose: 'paste', roles: ['recorder'], people })
}

/** The readings, each with whether what it says of hidden values may be compared. */
async function told(act: Act, people: readonly ToldPerson[]): Promise<Told[]> {
  const guesses = people.map(({ read }) => guessesOf(read))
  const allowed = (await takeGuesses(act, guesses.flat())).values()
  return people.map(({ read }, at) => {
    const own = guesses[at]?.map(() => allowed.next().value) ?? []
    return { ...read, compared: !own.includes(false) }
  })
}

const NOTHING_FOUND = { byCode: [], byNearCode: [], byPhone: [], byTail: [], compared: false }

/**
 * A correction holds what it corrects, so that recording it changes only what it speaks of: what the same paste told of the
 * task above it, else what the task's record says.
 */
function correctedBy({ earlier }: Past) {
  const told = new Map<string, ReportFields>()
  return (person: ToldPerson, { candidates, doubt }: Match<KnownTask>): ToldPerson => {
    const [task] = candidates
    if (!task || candidates.length > 1 || doubt !== null) return person
    const before = told.get(task.id) ?? earlier.get(task.id)?.find(record => record.current)?.fields
    const read = person.read.supersedes && before ? corrected(before, person.read) : person.read
    told.set(task.id, read)
    return { ...person, read }
  }
}

/** A line as it is shown again: numbers and the rooms of addresses hidden, and a number beside the sender. */
function chatterLineOf({ key, message, sender, sentAt, body }: Chatter, { recorded }: Past, city: City): ChatterLine {
  const address = findAddress(body, city)
  const masked = address ? body.replace(address.text, maskAddress(address.text)) : body
  const known = recorded.get(key)
  return {
    key,
    message,
    sender: sender && maskText(sender),
    sentAt,
    text: maskText(masked),
    recorded: known ? whoAndWhen(known) : null,
  }
}

/**
 * A task is one number: of several people of one message on one task the first is clear, the others ask, or the last
 * one's word would silently stand for all.
 */
function askHouseholds(people: readonly ToldPerson[], matches: readonly Match<KnownTask>[]): Match<KnownTask>[] {
  const taken = new Set<string>()
  return matches.map((match, at) => {
    const [task] = match.candidates
    if (match.doubt !== null || !task) return match
    const place = `${people[at]?.read.message} ${task.id}`
    if (taken.has(place)) return { ...match, doubt: 'household' satisfies Doubt }
    taken.add(place)
    return match
  })
}
