import { expect } from 'vitest'
import * as v from 'valibot'
import { ErrorBody, ERROR_SENTENCES } from '../../contract/errors.ts'
import type { RecordCall } from '../../contract/call-attempts.ts'
import { RecordSummary } from '../../contract/records.ts'
import type { ReportFields } from '../../contract/report-fields.ts'
import { DialAnswer, NextTask, TaskDetail, type TakeNext } from '../../contract/tasks.ts'
import type { Client } from './app.ts'
import { reached } from './report-fields.ts'

interface Versioned {
  id: string
  version: number
}

/** An answer of the API that the contract promises; fails the test when it is a refusal or another shape. */
export async function answerOf<S extends v.GenericSchema>(schema: S, response: Response): Promise<v.InferOutput<S>> {
  const body: unknown = await response.json()
  expect(response.ok, JSON.stringify(body)).toBe(true)
  return v.parse(schema, body)
}

/** A refusal with its status; fails the test when it is none, or does not say the code's sentence. */
export async function refusalOf(response: Response): Promise<ErrorBody & { status: number }> {
  const body = v.parse(ErrorBody, await response.json())
  expect(response.ok).toBe(false)
  expect(body.message).toBe(ERROR_SENTENCES[body.code])
  expect(response.headers.get('cache-control')).toBe('no-store')
  return { ...body, status: response.status }
}

export const askNext = async (caller: Client, body: TakeNext = {}): Promise<NextTask> =>
  answerOf(NextTask, await caller.send('POST', '/api/tasks/next', body))

export const dial = async (caller: Client, { id, version }: Versioned): Promise<DialAnswer> =>
  answerOf(DialAnswer, await caller.send('POST', `/api/tasks/${id}/dial`, { version }))

/** Notes a call that reached nobody, made from another phone. */
export async function noteCall(
  caller: Client,
  { id, version }: Versioned,
  call: Partial<RecordCall> & Pick<RecordCall, 'outcome'>,
): Promise<TaskDetail> {
  const body = { version, callAttemptId: null, callBackAt: null, ...call }
  return answerOf(TaskDetail, await caller.send('POST', `/api/tasks/${id}/call-attempts`, body))
}

/** Submits a report of a call made from another phone. */
export async function submit(
  caller: Client,
  { id, version }: Versioned,
  fields: Partial<ReportFields> = {},
): Promise<TaskDetail> {
  const body = { version, callAttemptId: null, fields: reached(fields) }
  return answerOf(TaskDetail, await caller.send('POST', `/api/tasks/${id}/reports`, body))
}

/** The report of a task that waits to be recorded. */
export function waitingReport(task: TaskDetail): string {
  const id = task.reports.find(report => report.state === 'posted')?.id
  if (id === undefined) throw new Error('no report waits')
  return id
}

export const record = async (recorder: Client, task: TaskDetail): Promise<RecordSummary> =>
  answerOf(
    RecordSummary,
    await recorder.send('POST', `/api/reports/${waitingReport(task)}/records`, { version: task.version }),
  )

export const undo = async (recorder: Client, { id, taskVersion }: RecordSummary): Promise<RecordSummary> =>
  answerOf(RecordSummary, await recorder.send('POST', `/api/records/${id}/undo`, { version: taskVersion }))

export const getTask = async (reader: Client, id: string): Promise<TaskDetail> =>
  answerOf(TaskDetail, await reader.get(`/api/tasks/${id}`))
