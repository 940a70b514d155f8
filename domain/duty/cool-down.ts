import { MINUTE_MS } from '../time/lengths.ts'

/** Nobody is told the same twice within this time; whoever answered has it again, to do what was asked. */
const COOL_DOWN_MIN = 30

/** Until when a unit is left alone after the nudge before, as milliseconds. */
export function quietUntil({ at, answeredAt }: { readonly at: Date; readonly answeredAt: Date | null }): number {
  return (answeredAt ?? at).getTime() + COOL_DOWN_MIN * MINUTE_MS
}
