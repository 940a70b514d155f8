import type { Context } from 'hono'

import { refuse } from './refusal.ts'

export type JsonObject = Record<string, unknown>

/** The JSON object of a POST; 40063 for a GET or nothing at all, 40035 for anything that is not an object. */
export async function readBody(c: Context): Promise<JsonObject> {
  const raw = c.req.method === 'POST' ? await c.req.text() : ''
  if (raw.trim() === '') return refuse(40063)
  const body = parseJson(raw)
  return isObject(body) ? body : refuse(40035)
}

/** Whatever JSON came, `null` when it is none; schemas judge it. */
export async function readJson(c: Context): Promise<unknown> {
  return parseJson(await c.req.text())
}

function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return null
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text field; missing reads as empty, another type is 40035. */
export function textField(body: JsonObject, name: string): string {
  const value = body[name] ?? ''
  return typeof value === 'string' ? value : refuse(40035)
}

/** A list of texts; missing reads as empty. */
export function textListField(body: JsonObject, name: string): string[] {
  const value = body[name] ?? []
  const isList = Array.isArray(value) && value.every(item => typeof item === 'string')
  return isList ? (value as string[]) : refuse(40035)
}

/** The nested object of a message type, for example `text` in `{"msgtype":"text","text":{…}}`. */
export function objectField(body: JsonObject, name: string): JsonObject {
  const value = body[name] ?? {}
  return isObject(value) ? value : refuse(40035)
}

/** A number, also when written as digits in quotes; `null` when missing. */
export function numberField(body: JsonObject, name: string): number | null {
  const value = body[name] ?? null
  if (value === null || typeof value === 'number') return value
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : refuse(40035)
}
