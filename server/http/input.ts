import type { Context } from 'hono'
import { validator } from 'hono-openapi'
import * as v from 'valibot'
import { Id } from '../../contract/common.ts'
import { maskText } from '../../domain/person/mask-text.ts'
import type { AppEnv } from './app-env.ts'
import { DomainError } from '../errors.ts'

/** The request, whatever a route of it knows besides. */
export type Asked = Pick<Context, 'req'>

interface Problem {
  message: string
  path?: readonly unknown[] | undefined
}

function refuse(result: { success: boolean; error?: readonly Problem[] | undefined }): void {
  if (result.success) return
  throw invalidInput(result.error ?? [])
}

const invalidInput = (problems: readonly Problem[]) =>
  new DomainError('invalid_input', {
    fields: problems.map(problem => ({ path: maskText(pathOf(problem)), problem: problemOf(problem.message) })),
  })

/** What was expected; what came instead may be anybody's number. */
export const problemOf = (message: string): string => message.replace(/ but received [^]*$/, '')

const pathOf = ({ path = [] }: Problem) => path.map(keyOf).join('.')

const keyOf = (part: unknown) => String(typeof part === 'object' && part !== null && 'key' in part ? part.key : part)

/** The JSON body, checked by the contract's schema. A wrong one is refused with the paths that are wrong. */
export const json = <S extends v.GenericSchema>(schema: S) =>
  validator<S, 'json', AppEnv, string>('json', schema, result => refuse(result))

/**
 * The same, for what must know the body before the transaction begins.
 * @throws DomainError `invalid_input`
 */
export async function bodyOf<S extends v.GenericSchema>(c: Asked, schema: S): Promise<v.InferOutput<S>> {
  const parsed = v.safeParse(schema, await c.req.json().catch(() => null))
  if (!parsed.success) throw invalidInput(parsed.issues)
  return parsed.output
}

/** The query string, checked by the contract's schema. */
export const query = <S extends v.GenericSchema>(schema: S) =>
  validator<S, 'query', AppEnv, string>('query', schema, result => refuse(result))

/** An id from the path; what is no id cannot exist. */
export function idOf(c: Asked, name: string): string {
  const parsed = v.safeParse(Id, c.req.param(name))
  if (!parsed.success) throw new DomainError('not_found')
  return parsed.output
}
