import type { MiddlewareHandler } from 'hono'
import { describeRoute, resolver, uniqueSymbol } from 'hono-openapi'
import { toJsonSchema } from '@valibot/to-json-schema'
import type { GenericSchema } from 'valibot'
import { ErrorBody } from '../../contract/errors.ts'
import type { Role } from '../../contract/staff.ts'
import type { AppEnv } from './app-env.ts'

/** What a route says of itself; guards read the roles and the rest is for the OpenAPI document. */
export interface Endpoint {
  summary: string
  /** Roles of which one is needed; `signed_in`: any member of staff, `public`: no session. */
  roles: readonly Role[] | 'signed_in' | 'public'
  /** Schema of the 2xx answer; none: 204 or a redirect. */
  answer?: GenericSchema
  status?: 200 | 201 | 204 | 302
  /** The privacy lesson must be passed: the answer holds clear values. */
  training?: true
  /** A repeat gets the first answer within this time only; for answers with clear values. */
  replaySeconds?: number
  /** Headers the route needs. */
  headers?: readonly Header[]
  /** The JSON body where the route reads it itself; bodies checked by `json()` describe themselves. */
  body?: GenericSchema
  /** A form of a `file` and its `settings` in JSON. */
  settings?: GenericSchema
}

interface Header {
  name: string
  description: string
  format?: string
}

/** Joins a guard with its OpenAPI description, which hono-openapi finds under its symbol on the middleware. */
export function described(endpoint: Endpoint, guard: MiddlewareHandler<AppEnv>): MiddlewareHandler<AppEnv> {
  const spec = {
    summary: endpoint.summary,
    security: endpoint.roles === 'public' ? [] : [{ session: [] }],
    'x-roles': endpoint.roles,
    'x-training': endpoint.training ?? false,
    ...parametersOf(endpoint),
    ...bodyOf(endpoint),
    responses: {
      [endpoint.status ?? 200]: endpoint.answer
        ? { description: 'OK', content: { 'application/json': { schema: resolver(endpoint.answer) } } }
        : { description: 'OK' },
      default: { description: 'Refusal', content: { 'application/json': { schema: resolver(ErrorBody) } } },
    },
  }
  const description = describeRoute(spec)
  return Object.assign(guard, { [uniqueSymbol]: (description as unknown as Record<symbol, unknown>)[uniqueSymbol] })
}

function parametersOf({ headers = [] }: Endpoint) {
  if (headers.length === 0) return {}
  return {
    parameters: headers.map(({ name, description, format }) => ({
      in: 'header' as const,
      name,
      description,
      required: true,
      schema: { type: 'string' as const, ...(format && { format }) },
    })),
  }
}

function bodyOf({ body, settings }: Endpoint) {
  if (body) return { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body) } } } }
  if (!settings) return {}
  const properties = { file: { type: 'string' as const, format: 'binary' }, settings: schemaOf(settings) }
  const schema = { type: 'object' as const, required: ['file', 'settings'], properties }
  return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } }
}

/** The shape a sender must write; what is trimmed or turned into something else on our side does not show in it. */
const schemaOf = (schema: GenericSchema) => toJsonSchema(schema, { typeMode: 'input', errorMode: 'ignore' }) as object
