import type { Sample, Subject } from '../../../contract/tasks.ts'
import type { Choice } from '../../ui/choice.ts'

/** The masked name; where two on the number look alike, with the end of the ID number or with their place. */
export function ownerLabel(person: Subject, people: readonly Subject[]): string {
  const alike = people.filter(one => one.name === person.name)
  if (alike.length < 2) return person.name
  const tail = person.idNumber?.slice(-4)
  const isTelling = tail !== undefined && alike.filter(one => one.idNumber?.slice(-4) === tail).length === 1
  return isTelling ? `${person.name} 证件尾号${tail}` : `${person.name}（第${people.indexOf(person) + 1}人）`
}

/** Whom a sample may be of; empty where there is nothing to ask. */
export const ownerChoices = ({ candidates }: Sample, people: readonly Subject[]): Choice<string>[] =>
  people
    .filter(person => candidates.includes(person.id))
    .map(person => ({ value: person.id, label: ownerLabel(person, people) }))

/** 归 张*, 都不是; null: nobody has said. */
export function ownerWords({ subjectId, assigned }: Sample, people: readonly Subject[]): string | null {
  if (assigned === null) return null
  const owner = people.find(person => person.id === subjectId)
  return owner ? `是${ownerLabel(owner, people)}的` : '不是这里的人'
}
