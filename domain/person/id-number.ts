import { dayFrom } from '../time/days-from-parts.ts'
import { isNothing } from './nothing.ts'

/** Why an ID number is doubtful. It is kept as given all the same and does not reject the row. */
export type IdNote = 'id_length' | 'id_birth_date' | 'id_check_digit' | 'id_digits_lost'

/** What a person reads beside a doubtful ID number. */
export const ID_NOTE_TEXT: Readonly<Record<IdNote, string>> = {
  id_length: '证件号位数不对',
  id_birth_date: '证件号里的出生日期不存在',
  id_check_digit: '证件号校验位不对',
  id_digits_lost: '证件号在表格里丢了位数',
}

export type IdReading = { readonly idNumber: string | null; readonly note: IdNote | null }

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** The eighteenth character of an ID number, from the first seventeen digits (GB 11643, ISO 7064 mod 11-2). */
export function checkDigit(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(first17[i]), 0)
  return '10X98765432'.charAt(sum % 11)
}

function isDay(yyyymmdd: string): boolean {
  return dayFrom(Number(yyyymmdd.slice(0, 4)), Number(yyyymmdd.slice(4, 6)), Number(yyyymmdd.slice(6))) !== null
}

/** An ID number as compared and searched: half width, no spaces or marks, capital X. */
function plainId(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200f\u202a-\u202e\ufeff'"`]/g, '')
    .toUpperCase()
}

/** Whether an ID number tells who somebody is: one whose digits a sheet has lost would tell of several. */
export function identifies({ idNumber, note }: IdReading): boolean {
  return idNumber !== null && note !== 'id_digits_lost'
}

function noteOf(id: string): IdNote | null {
  if (/^\d(?:\.\d+)?E\+\d+$/.test(id) || /^\d{15}000$/.test(id)) return 'id_digits_lost'
  if (/^\d{17}[\dX]$/.test(id)) {
    if (!isDay(id.slice(6, 14))) return 'id_birth_date'
    return checkDigit(id.slice(0, 17)) === id[17] ? null : 'id_check_digit'
  }
  if (/^\d{15}$/.test(id)) return isDay(`19${id.slice(6, 12)}`) ? null : 'id_birth_date'
  // passports, permits of Hong Kong, Macau and Taiwan: letters first, or eight digits
  if (/^[A-Z]{1,3}\d{5,10}$/.test(id) || /^\d{8}(?:\d{2})?$/.test(id)) return null
  return 'id_length'
}

/**
 * The ID number in a cell. A wrong one is kept as given and marked. Numbers beyond 2^53 have lost their last digits in
 * the sheet, whatever they look like.
 */
export function readIdNumber(cell: string | number | null, idType: string | null = null): IdReading {
  if (cell === null) return { idNumber: null, note: null }
  const id = plainId(String(cell))
  if (isNothing(id)) return { idNumber: null, note: null }
  if (typeof cell === 'number' && cell > Number.MAX_SAFE_INTEGER) return { idNumber: id, note: 'id_digits_lost' }
  const foreign = idType !== null && /护照|通行证|港|澳|台|军官|居留|永久|外国/.test(idType)
  return { idNumber: id, note: foreign ? null : noteOf(id) }
}
