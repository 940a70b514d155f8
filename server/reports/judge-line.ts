import { eq } from 'drizzle-orm'
import { guessOfName } from '../../domain/looks/guesses.ts'
import { tellsWho } from '../../domain/person/mask-text.ts'
import { comparable, namesAlike, numberAlike } from '../../domain/person/mask-text/alike.ts'
import { getOwnTask, type TaskRow } from '../access/task-scope.ts'
import type { Act } from '../act.ts'
import { subjects } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { openIdNumber, openName, openPhone } from '../tasks/sealed-task.ts'
import { takeGuesses } from '../looks/take-guesses.ts'
import { takeComparison } from '../looks/take-look.ts'

/**
 * Refuses a line for the group, as the caller edited it, that tells who somebody is. Numbers go by their shape and by what
 * the mask shows of the resident's. Whether a full name is the resident's tells the name, so it is a look, and stays counted
 * whatever becomes of the report: before its transaction. Where too many of one mask were tried by then, any is refused.
 * @throws DomainError `not_found`, `report_line_personal`, `look_limit`
 */
export async function judgeLine(act: Act, taskId: string, line: string | undefined): Promise<void> {
  if (line === undefined) return
  const task = await getOwnTask(act, ['caller'], taskId)
  const { names, numbers } = await listPeople(act, task)
  if (tellsWho(line) || numbers.some(number => numberAlike(line, number))) throw new DomainError('report_line_personal')
  const told = names.flatMap(name => namesAlike(line, name))
  if (told.length === 0) return
  await takeComparison(act, { purpose: 'line', roles: ['caller'], people: told.length, task })
  const allowed = await takeGuesses(
    act,
    told.map(name => guessOfName(name, taskId)),
  )
  const listed = new Set(names.map(comparable))
  if (allowed.includes(false) || told.some(name => listed.has(name))) throw new DomainError('report_line_personal')
}

async function listPeople({ db, sealer }: Act, task: TaskRow) {
  const people = await db.select().from(subjects).where(eq(subjects.taskId, task.id))
  return {
    names: people.flatMap(person => openName(sealer, task, person) ?? []),
    numbers: [openPhone(sealer, task), ...people.flatMap(person => openIdNumber(sealer, task, person) ?? [])],
  }
}
