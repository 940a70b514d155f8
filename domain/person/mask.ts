import { COMPOUND_SURNAMES } from './surnames.ts'

/** What may be shown of a resident's data outside reveal and dial. Made on the server; when unsure, hide more. */

/** 张三 → 张*, 陈小明 → 陈**, 欧阳娜 → 欧阳*; other scripts and transcribed names keep the first letter: Maria → M***. */
export function maskName(name: string): string {
  const letters = [...name.trim()]
  if (letters.length === 0) return ''
  if (!/^\p{Script=Han}[\p{Script=Han}*]*$/u.test(letters.join('')) || letters.length > 4) return `${letters[0]}***`
  const kept = letters.length > 2 && COMPOUND_SURNAMES.has(letters.slice(0, 2).join('')) ? 2 : 1
  return letters.slice(0, kept).join('') + '*'.repeat(Math.max(1, letters.length - kept))
}

/** 13812345678 → 138****5678, 075526661234 → 0755****1234, +85298765432 → +852****5432. Short numbers show nothing. */
export function maskPhone(phone: string): string {
  const digits = phone.normalize('NFKC').replace(/[^\d+]/g, '')
  const tail = tailOf(digits)
  if (digits.replace(/\D/g, '').length < 8) return '****'
  return `${phonePrefix(digits)}****${tail}`
}

/** The last four digits of a number, by which people speak of it. */
export function tailOf(phone: string): string {
  return phone.normalize('NFKC').replace(/\D/g, '').slice(-4)
}

/** 440301199001011234 → 4403**********1234; other documents keep one letter and two digits. */
export function maskIdNumber(idNumber: string): string {
  const text = idNumber.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  if (/^(?:\d{17}[\dX]|\d{15})$/.test(text)) return text.slice(0, 4) + '*'.repeat(text.length - 8) + text.slice(-4)
  if (text.length < 6) return '*'.repeat(text.length)
  return text.slice(0, 1) + '*'.repeat(text.length - 3) + text.slice(-2)
}

/** Estate and building stay, what follows is hidden: 云岭花园3栋502 → 云岭花园3栋***. */
export function maskAddress(address: string): string {
  const text = address.normalize('NFKC').replace(/\s+/g, '')
  if (text === '') return ''
  const number =
    /[A-Za-z]?\d+|[A-Za-z](?=座|栋|幢)|[〇零一二三四五六七八九十百]{2,}|[一二三四五六七八九十](?=[号室房楼层单栋座幢巷户])/.exec(
      text,
    )
  if (!number) return `${text.slice(0, 12)}***`
  const building = /^(?:[A-Za-z]?\d{1,3}|[A-Za-z]|[一二三四五六七八九十]{1,3})(?:栋|座|幢|号楼)/.exec(
    text.slice(number.index),
  )
  return `${text.slice(0, number.index)}${building?.[0] ?? ''}***`
}

function phonePrefix(digits: string): string {
  const abroad = /^\+(?:852|853|86)/.exec(digits)
  if (abroad) return abroad[0]
  if (/^1\d{10}$/.test(digits)) return digits.slice(0, 3)
  return /^0(?:10|2\d|[3-9]\d{2})/.exec(digits)?.[0] ?? ''
}
