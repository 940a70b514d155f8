/** Crockford's base 32: no I, L, O, U, so a code can be read out over the phone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const DATA_LENGTH = 4
const SPACE = 2 ** 20

/**
 * Weights of the four data characters in GF(32); the check character has weight 1. They are distinct and none is
 * 0 or 1, so every single wrong character and every swap of two characters changes the sum.
 */
const WEIGHTS = [2, 4, 8, 16]

/**
 * The short code of the `serial`-th task, such as `K7Q2M`: four scrambled data characters and a check character.
 * Serials repeat their codes after 2^20 tasks; neighbours look unlike each other, so a slip of the pen is no other task.
 */
export function taskCodeOf(serial: number): string {
  const scrambled = scramble(serial)
  const data = Array.from({ length: DATA_LENGTH }, (_, index) => (scrambled >>> (5 * (DATA_LENGTH - 1 - index))) & 31)
  return [...data, checkOf(data)].map(value => ALPHABET.charAt(value)).join('')
}

/** Upper case, without `#` and spaces; letters that Crockford reads as digits are turned: O → 0, I and L → 1. */
export function normalizeTaskCode(text: string): string {
  return text.normalize('NFKC').toUpperCase().replace(/[#\s]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
}

/** Whether a normalised code has five known characters and the right check character. */
export function isTaskCodeValid(code: string): boolean {
  const values = [...code].map(character => ALPHABET.indexOf(character))
  if (values.length !== DATA_LENGTH + 1 || values.includes(-1)) return false
  return checkOf(values.slice(0, DATA_LENGTH)) === values[DATA_LENGTH]
}

/**
 * The valid codes that one wrong character could have turned into this one: at most one for each of its five places, since
 * every place decides the check character. None for a code that is right itself, or is no code.
 */
export function codesNear(code: string): string[] {
  if (code.length !== DATA_LENGTH + 1 || isTaskCodeValid(code)) return []
  return [...code].flatMap((_, at) =>
    [...ALPHABET].map(other => code.slice(0, at) + other + code.slice(at + 1)).filter(isTaskCodeValid),
  )
}

/** A bijection on 20 bits: odd multipliers and a shift that folds the high half into the low one. */
function scramble(serial: number): number {
  const start = ((serial % SPACE) + SPACE) % SPACE
  const spread = Math.imul(start, 0x9e375) & (SPACE - 1)
  const folded = spread ^ (spread >>> 10)
  return (Math.imul(folded, 0x6a8d3) + 0x51f2b) & (SPACE - 1)
}

function checkOf(data: readonly number[]): number {
  return data.reduce((sum, value, index) => sum ^ multiply(value, WEIGHTS[index] ?? 0), 0)
}

/** Multiplication in GF(32) modulo x^5 + x^2 + 1. */
function multiply(left: number, right: number): number {
  let product = 0
  for (let bit = 0; bit < 5; bit++) if ((right >>> bit) & 1) product ^= left << bit
  for (let bit = 8; bit >= 5; bit--) if ((product >>> bit) & 1) product ^= 0b100101 << (bit - 5)
  return product
}
