import type { WecomError } from '../ports/wecom-error.ts'

/** Waits after the first, second, … failed try, in seconds; after the last one the message is given up and says why. */
const BACK_OFF_S = [2, 5, 15, 60, 120, 300, 600]

/** The frequency window of WeCom is a minute; trying sooner only prolongs the block. */
const RATE_LIMIT_WAIT_S = 60

const LONGEST_WAIT_MS = 600_000

/** No message waits beyond this: a later time was written by a clock that was ahead, and counts as now. */
export const latest = (now: Date): Date => new Date(now.getTime() + LONGEST_WAIT_MS)

export interface NextTry {
  state: 'queued' | 'failed' | 'unknown'
  nextTryAt: Date
}

/**
 * What becomes of a message after a try. Busy and limits are waited out; a refusal that trying again cannot cure fails at
 * once and waits for a person. Where WeCom may have taken it though no answer came, trying again could post the line
 * twice (nothing tells WeCom that it is the same), so a person looks into the group first.
 */
export function nextTry(error: Pick<WecomError, 'reaction' | 'mayHaveArrived'>, attempts: number, now: Date): NextTry {
  if (error.mayHaveArrived) return { state: 'unknown', nextTryAt: now }
  const patient = error.reaction === 'retry' || error.reaction === 'wait' || error.reaction === 'refresh'
  const backOffS = BACK_OFF_S[attempts - 1]
  if (!patient || backOffS === undefined) return { state: 'failed', nextTryAt: now }
  const waitS = error.reaction === 'wait' ? RATE_LIMIT_WAIT_S : backOffS
  return { state: 'queued', nextTryAt: new Date(now.getTime() + waitS * 1000) }
}
