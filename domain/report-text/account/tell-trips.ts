import { transportOfNumber } from '../facts/vehicles.ts'
import { CLASS } from './classes.ts'
import { daysOf, liesAhead, type Tell } from './tell.ts'
import type { Sign, Told } from './told.ts'
import type { Token } from './tokens.ts'

/** A coming (back) that was made; with a day still to come it is expected. */
export const trip: Tell = (part, told, text) => {
  const mentions = daysOf(part)
  if (mentions.some(one => liesAhead(one, told.today))) return expected(part, told, text)
  const days = new Set(mentions.map(({ days: all }) => all[all.length - 1] ?? ''))
  if (days.size > 1 || mentions.some(({ range }) => range)) told.doubts.add('arrivedOn')
  for (const day of days) told.arrivals.add(day)
  let back = false
  part.forEach((token, index) => {
    const from = part[index - 1]?.is === CLASS.from
    if (token.is === CLASS.place || (token.is === CLASS.area && (!back || from)))
      told.origins.add(text.slice(token.start, token.end))
    noteVehicle(token, told, text)
    if (token.is !== CLASS.return) return
    back = true
    noteCarrier(text.slice(token.start, token.end), told)
  })
  told.signs.add('returned')
}

/** 飞回, 开回来 */
function noteCarrier(word: string, told: Told): void {
  if (word.includes('飞')) told.transports.add('flight')
  if (/开|驾/.test(word)) told.transports.add('self_drive')
}

export function noteVehicle(token: Token, told: Told, text: string): void {
  if (token.value?.transport) told.transports.add(token.value.transport)
  if (token.is !== CLASS.vehicleNo) return
  const number = text
    .slice(token.start, token.end)
    .replace(/[次航列高动班车铁 ]/g, '')
    .toUpperCase()
  told.vehicles.add(number)
  told.transports.add(transportOfNumber(number))
}

export const vehicles: Tell = (part, told, text) => part.forEach(token => noteVehicle(token, told, text))

/** Not here yet: a place is where the person is, unless the words say that the person comes from there. */
export const expected: Tell = (part, told, text) => {
  const mentions = daysOf(part)
  if (mentions.length > 1) told.doubts.add('arrivedOn')
  for (const { ahead, days } of mentions) told.expected.add(ahead ?? days[0] ?? '')
  part.forEach((token, index) => {
    if (token.is === CLASS.place) {
      const from = part[index - 1]?.is === CLASS.from || 'mvr'.includes(part[index + 1]?.is ?? '-')
      told[from ? 'origins' : 'stays'].add(text.slice(token.start, token.end))
    }
    noteVehicle(token, told, text)
  })
  told.signs.add('notBack')
}

export const from: Tell = (part, told, text) => {
  for (const { is, start, end } of part)
    if (is === CLASS.place || is === CLASS.area) told.origins.add(text.slice(start, end))
}

export const placed =
  (as: 'went' | 'stays', one: Sign): Tell =>
  (part, told, text) => {
    for (const token of part) {
      if (token.is === CLASS.place) told[as].add(text.slice(token.start, token.end))
      noteVehicle(token, told, text)
    }
    // 18到20号都在广州: where somebody was, and perhaps is no more.
    if (one === 'away' && daysOf(part).length > 0) told.doubts.add('whereabouts')
    // 5.19回，20号又去了惠州: gone again, perhaps for long.
    if (one === 'went' && told.signs.has('returned')) told.doubts.add('whereabouts')
    told.signs.add(one)
  }
