import type { Session } from '../../../../contract/session.ts'
import { clockAt, dayAt } from '../../../../domain/time/clock.ts'

/** Name, last characters of the id, date and minute: enough to know from a photo whose phone it was. `now` in ms. */
export const watermarkLines = ({ name, userid }: Pick<Session, 'name' | 'userid'>, now: number): string[] => [
  `${name} ${userid.replace(/[^0-9a-z]/gi, '').slice(-4)}`,
  `${dayAt(now).slice(5)} ${clockAt(now)}`,
]
