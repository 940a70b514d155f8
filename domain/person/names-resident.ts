/** What a text for the group must not hold. */
export interface Resident {
  readonly names: readonly string[]
  /** Phone and ID numbers, normalised. */
  readonly numbers: readonly string[]
}

/** Nine digits in a row, or eleven with gaps: a phone, ID or card number, whoever it belongs to. Dates are shorter. */
const LONG_NUMBER = /\d{9,}|\d(?:[\s-]?\d){10,}/

/** Whether a text for the group gives away a resident's full name, or any long number. */
export function namesResident(text: string, { names, numbers }: Resident): boolean {
  const plain = text.normalize('NFKC')
  const bare = plain.replace(/[\s-]/g, '')
  if (LONG_NUMBER.test(plain) || numbers.some(number => bare.includes(number))) return true
  return names.some(name => [...name].length >= 2 && bare.includes(name.replace(/\s/g, '')))
}
