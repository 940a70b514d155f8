import type { Context } from 'hono'
import { validator } from 'hono-openapi'
import * as v from 'valibot'
import { Id } from '../../contract/common.ts'
import type { AppEnv } from '../app-env.ts'
import { DomainError } from '../errors.ts'

interface Problem {
  message: string
  path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined
}

function refuse(result: { success: boolean; error?: readonly Problem[] | undefined }): void {
  if (result.success) return
  const fields = (result.error ?? []).map(problem => ({ path: pathOf(problem), problem: problem.message }))
  throw new DomainError('invalid_input', { fields })
}

const pathOf = (problem: Problem) =>
  (problem.path ?? []).map(part => String(typeof part === 'object' ? part.key : part)).join('.')

/** The JSON body, checked by the contract's schema. A wrong one is refused with the paths that are wrong. */
export const json = <S extends v.GenericSchema>(schema: S) =>
  validator<S, 'json', AppEnv, string>('json', schema, result => refuse(result))

/** The query string, checked by the contract's schema. */
export const query = <S extends v.GenericSchema>(schema: S) =>
  validator<S, 'query', AppEnv, string>('query', schema, result => refuse(result))

/** An id from the path; what is no id cannot exist. */
export function idOf(c: Context<AppEnv>, name: string): string {
  const parsed = v.safeParse(Id, c.req.param(name))
  if (!parsed.success) throw new DomainError('not_found')
  return parsed.output
}
