import { assignAnchors, shareHead } from './assign-anchors.ts'
import { findIdentities } from './identities.ts'
import type { KnownNames } from './known-names.ts'
import { findNames } from './name-anchors.ts'
import { isHousehold } from './person-draft.ts'
import { join, trimmed, type Folded } from '../fold/folded.ts'
import { distribute } from '../facts/told-parts.ts'

/** A resident spoken of, and the part of the message that speaks of this resident. */
export interface Person {
  readonly code: string | null
  readonly phone: string | null
  readonly phoneTail: string | null
  readonly name: string | null
  /** The person's own words of the message and what is said of all. */
  readonly told: Folded
  /** The text of `told`. */
  readonly text: string
  /** Belongs to a household: what was told of the first member may hold for this one too. */
  readonly household: boolean
  /** Known by a name alone, which is weak: only facts or an earlier mention make it a resident. */
  readonly nameOnly: boolean
}

/** Somebody known from elsewhere, spoken of in words that name nobody. */
export function personOf(identity: Pick<Person, 'code' | 'phone' | 'phoneTail' | 'name'>, words: Folded): Person {
  const { code, phone, phoneTail, name } = identity
  return { code, phone, phoneTail, name, told: words, text: words.text, household: false, nameOnly: false }
}

/** Finds the people of one normalised message. `known` are names met elsewhere in the same paste. */
export function findPeople(words: Folded, known: KnownNames): Person[] {
  const { text } = words
  const identities = findIdentities(text)
  const anchors = [...identities.filter(one => one.aside !== true), ...findNames(text, identities, known)].sort(
    (left, right) => left.start - right.start,
  )
  const blanks = identities.filter(one => one.aside === true)
  const assigned = assignAnchors(text, anchors)
  const people = assigned.people
  if (people.length === 0) return []
  shareHead(text, assigned)
  distribute(words, assigned, blanks)
  const household = people.length > 1 && isHousehold(text, people)
  return people.map(person => {
    const told = trimmed(join(person.parts, '|'))
    return {
      code: person.code,
      phone: person.phone,
      phoneTail: person.phoneTail,
      name: person.name,
      told,
      text: told.text,
      household,
      nameOnly: person.code === null && person.phone === null && person.phoneTail === null,
    }
  })
}
