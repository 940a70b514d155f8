import { RULE_NAMES, type RuleName } from '../../../contract/rules.ts'
import { dayAt } from '../../../domain/time/clock.ts'
import { toUtc } from '../../../domain/lists/read-date.ts'
import { WrongInput, type CommandIo } from './command.ts'

/** What was said on the command line about the new batch. */
export interface ConsoleSettings {
  name: string
  source: string
  ruleName: RuleName
  deadlineAt: Date | null
  urgent: boolean
  /** Null: rows that name no community wait to be assigned. */
  communityName: string | null
}

interface Values {
  batch?: string | undefined
  source: string
  rule: string
  deadline?: string | undefined
  urgent: boolean
  community?: string | undefined
}

/** @throws WrongInput for a batch without name, an unknown rule, a deadline that is no time */
export function readSettings(
  { batch, source, rule, deadline, urgent, community }: Values,
  io: CommandIo,
): ConsoleSettings {
  if (batch === undefined || batch.trim() === '') throw new WrongInput('--batch NAME is missing · 请给出批次名称')
  const ruleName = RULE_NAMES.find(name => name === rule)
  if (!ruleName) throw new WrongInput(`--rule is one of · 核查标准只能是: ${RULE_NAMES.join(', ')}`)
  return {
    name: batch.trim(),
    source,
    ruleName,
    deadlineAt: deadline === undefined ? null : readDeadline(deadline, io),
    urgent,
    communityName: community ?? null,
  }
}

function readDeadline(text: string, io: CommandIo): Date {
  const at = toUtc(text, { today: dayAt(Date.parse(io.now())) })
  if (at === null) throw new WrongInput(`--deadline is no time · 截止时间不对: ${text}`)
  return new Date(at)
}
