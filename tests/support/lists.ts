import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Batch, ImportSettings, PreviewSettings } from '../../contract/batches.ts'
import * as contract from '../../contract/batches.ts'
import type { Upload } from '../../server/ports/upload-parser.ts'
import { ORIGIN, type Client, type TestApp } from './app.ts'
import { answerOf } from './steps.ts'

/** One of the sample lists. */
export function sampleList(name: string): Upload {
  return { fileName: basename(name), bytes: new Uint8Array(readFileSync(`tests/fixtures/lists/${name}`)) }
}

/** A table of text. */
export function csvList(text: string, fileName = '名单.csv'): Upload {
  return { fileName, bytes: new TextEncoder().encode(text) }
}

export function previewForm(file: Upload, settings: Partial<PreviewSettings> = {}): FormData {
  return formOf(file, settings)
}

export function importForm(file: Upload, settings: Partial<ImportSettings> = {}): FormData {
  const usual: ImportSettings = {
    name: file.fileName,
    source: '澜汀街道办',
    ruleName: '48小时核酸',
    deadlineAt: null,
    urgent: false,
    unitId: null,
    leaveOut: false,
    columns: {},
  }
  return formOf(file, { ...usual, ...settings })
}

function formOf({ fileName, bytes }: Upload, settings: object): FormData {
  const form = new FormData()
  form.set('file', new File([bytes], fileName))
  form.set('settings', JSON.stringify(settings))
  return form
}

/** Sends a form as the page does. */
export async function sendForm(app: TestApp, staffId: string, path: string, form: FormData): Promise<Response> {
  const cookie = `hecha_session=${await app.givenSession(staffId)}`
  const headers = { origin: ORIGIN, cookie, 'idempotency-key': crypto.randomUUID() }
  return app.app.request(`${ORIGIN}${path}`, { method: 'POST', headers, body: form })
}

/** Imports a list as that lead; fails the test when it is refused. */
export async function importAs(
  app: TestApp,
  staffId: string,
  file: Upload,
  settings: Partial<ImportSettings> = {},
): Promise<Batch> {
  return answerOf(contract.Batch, await sendForm(app, staffId, '/api/batches', importForm(file, settings)))
}

export const getBatch = async (reader: Client, id: string) =>
  answerOf(contract.BatchDetail, await reader.get(`/api/batches/${id}`))
