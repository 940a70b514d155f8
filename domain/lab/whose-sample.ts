/** A sample as far as it matters whose it is. Numbers and ID numbers are only compared: the server gives keyed hashes. */
export interface KeyedSample {
  readonly id: string
  readonly phoneHash: string | null
  readonly idHash: string | null
  readonly sampledAt: Date
}

/** Those who stand behind one number on a list. */
export interface Household<P extends KeyedPerson = KeyedPerson> {
  /** The number and its alternatives. */
  readonly phoneHashes: readonly string[]
  readonly people: readonly P[]
}

export interface KeyedPerson {
  readonly id: string
  /** Null where the list gave no ID number. */
  readonly idHash: string | null
}

/** What somebody who asked them said; `subjectId` null: it is nobody's here. */
export interface SampleAnswer {
  readonly subjectId: string | null
}

/** A sample that speaks of a household. */
export type OwnSample<S extends KeyedSample = KeyedSample, A extends SampleAnswer = SampleAnswer> = S & {
  /** Index among the people; null where it is not known whose it is. */
  readonly subject: number | null
  /** Indexes of those it may be of, where the lab does not tell. */
  readonly candidates: readonly number[]
  readonly assigned: A | null
}

/** The part of an own sample that says whose it is. */
export type Ownership = Pick<OwnSample, 'subject' | 'candidates' | 'assigned'>

/** Whether it is still to be asked whose this sample is. */
export const isOpen = ({ subject, candidates, assigned }: Ownership): boolean =>
  subject === null && assigned === null && candidates.length > 0

/** Whether somebody said that this sample is nobody's here. */
export const isNobodys = ({ subject, assigned }: Ownership): boolean => subject === null && assigned !== null

/**
 * Whether the sample is theirs or may be: the newest of these is what a card, an inbox or a list written back may name.
 * One that carries a stranger's ID number, or that they said is not theirs, is neither.
 */
export const mayBeTheirs = (sample: Ownership): boolean => sample.subject !== null || isOpen(sample)

/** Samples by the number and by the ID number that the lab wrote on them. */
export interface SampleIndex<S extends KeyedSample = KeyedSample> {
  readonly byPhone: ReadonlyMap<string, readonly S[]>
  readonly byId: ReadonlyMap<string, readonly S[]>
}

/** Built once for many households. */
export function indexSamples<S extends KeyedSample>(samples: readonly S[]): SampleIndex<S> {
  return {
    byPhone: groupBy(samples, sample => sample.phoneHash),
    byId: groupBy(samples, sample => sample.idHash),
  }
}

/** With which numbers an ID number stands on lists: one entry for each household it belongs to. */
export type Holders = ReadonlyMap<string, readonly Pick<Household, 'phoneHashes'>[]>

/**
 * The samples that speak of a household, oldest first. The ID number wins over the phone: a sample of somebody who is on
 * a list with another number is not theirs.
 */
export function ownSamples<S extends KeyedSample>(
  { phoneHashes, people }: Household,
  { byPhone, byId }: SampleIndex<S>,
  holders: Holders,
): OwnSample<S, never>[] {
  const byIdNumber = people.flatMap(({ idHash }, subject) =>
    (idHash === null ? [] : (byId.get(idHash) ?? [])).map(sample => owned(sample, { subject, candidates: [] })),
  )
  const isElsewhere = ({ idHash }: KeyedSample) =>
    idHash !== null &&
    (holders.get(idHash) ?? []).some(holder => !holder.phoneHashes.some(hash => phoneHashes.includes(hash)))
  const named = new Set(byIdNumber.map(sample => sample.id))
  const byNumber = phoneHashes
    .flatMap(hash => byPhone.get(hash) ?? [])
    .filter(sample => !named.has(sample.id) && !isElsewhere(sample))
    .map(sample => owned(sample, ownersOf(sample, people)))
  return [...byIdNumber, ...new Map(byNumber.map(sample => [sample.id, sample])).values()].sort(
    (a, b) => a.sampledAt.getTime() - b.sampledAt.getTime(),
  )
}

/** Puts in what people were told where the lab does not tell. An answer to a question nobody asks any more is left out. */
export function withAnswers<S extends KeyedSample, A extends SampleAnswer>(
  samples: readonly OwnSample<S, A>[],
  people: readonly KeyedPerson[],
  answers: ReadonlyMap<string, A>,
): OwnSample<S, A>[] {
  return samples.map(sample => {
    const answer = answers.get(sample.id)
    if (!answer || !isOpen(sample)) return sample
    const index = people.findIndex(person => person.id === answer.subjectId)
    return { ...sample, assigned: answer, subject: index < 0 ? null : index }
  })
}

const owned = <S extends KeyedSample>(
  sample: S,
  owners: Pick<Ownership, 'subject' | 'candidates'>,
): OwnSample<S, never> => ({ ...sample, ...owners, assigned: null })

/**
 * By phone alone a sample is somebody's only where one person stands behind the number and no ID number speaks against it;
 * of several it may be everybody's whose ID number does not speak against it.
 */
function ownersOf({ idHash }: KeyedSample, people: readonly KeyedPerson[]): Pick<Ownership, 'subject' | 'candidates'> {
  const candidates = [...people.keys()].filter(i => idHash === null || people[i]?.idHash === null)
  if (people.length > 1) return { subject: null, candidates }
  return { subject: people.length === 0 || candidates.length === 1 ? 0 : null, candidates: [] }
}

/** Items by their key, in their order; those without a key are left out. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === null) continue
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
