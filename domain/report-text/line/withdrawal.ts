import { LINE_HEAD_CORRECTED } from './line-words.ts'

const WITHDRAWN = '上一条不算数，请不要录入'

/**
 * The word in the group that a line of this task does not hold, with how the call was said to have ended:
 *
 *     【核查反馈·更正】#K7Q2M
 *     上一条（空号停机）不算数，请不要录入
 */
export const writeWithdrawal = (code: string, outcome: string | null): string =>
  `${LINE_HEAD_CORRECTED}#${code}\n${outcome === null ? WITHDRAWN : WITHDRAWN.replace('上一条', `上一条（${outcome}）`)}`

const READ = /^【核查反馈·更正】#[0-9A-Z]{5}\n上一条(?:（[^）]{1,10}）)?不算数，请不要录入$/

/** Whether a message of the group is such a word: it tells nothing of a resident. */
export const isWithdrawal = (body: string): boolean => READ.test(body.trim())
