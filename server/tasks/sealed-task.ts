import type { Sealed } from '../db/schema/columns.ts'
import type { subjects } from '../db/schema/index.ts'
import { ofSubject, ofTask, type TaskPlace } from '../privacy/places.ts'
import { openJson, shown, type Sealer } from '../privacy/sealer.ts'
import { PURGED_CARD, PURGED_FACTS, UNREADABLE_CARD } from './purged.ts'
import type { TaskCard, TaskFacts } from './task-card.ts'

/** What list and detail show of a person; nothing is ever made of it but what is shown. */
export const openCard = (sealer: Sealer, task: TaskPlace & { cardSealed: Sealed }): TaskCard =>
  shown(() => openJson(sealer, task.cardSealed, ofTask('card_sealed', task), PURGED_CARD), UNREADABLE_CARD)

/** What the list said, in clear. */
export const openFacts = (sealer: Sealer, task: TaskPlace & { factsSealed: Sealed }): TaskFacts =>
  openJson(sealer, task.factsSealed, ofTask('facts_sealed', task), PURGED_FACTS)

/** The number, in clear; nothing after the purge. */
export const openPhone = (sealer: Sealer, task: TaskPlace & { phoneSealed: Sealed }): string =>
  sealer.open(task.phoneSealed, ofTask('phone_sealed', task))

type Person = Pick<typeof subjects.$inferSelect, 'position' | 'nameSealed' | 'idNumberSealed'>

/** The name of a person behind the number of this task, in clear. */
export const openName = (sealer: Sealer, task: TaskPlace, person: Omit<Person, 'idNumberSealed'>): string | null =>
  person.nameSealed && sealer.open(person.nameSealed, ofSubject('name_sealed', task, person.position))

/** The document of a person behind the number of this task, in clear. */
export const openIdNumber = (sealer: Sealer, task: TaskPlace, person: Omit<Person, 'nameSealed'>): string | null =>
  person.idNumberSealed && sealer.open(person.idNumberSealed, ofSubject('id_number_sealed', task, person.position))
