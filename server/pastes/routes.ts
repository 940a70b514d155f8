import { Hono } from 'hono'
import {
  Candidates,
  FindCandidates,
  PasteAnswer,
  PasteResults,
  ReadPaste,
  RecordPastes,
} from '../../contract/pastes.ts'
import type { AppEnv } from '../http/app-env.ts'
import { askerOf } from '../http/asker-of.ts'
import { change, read } from '../http/endpoint.ts'
import { json } from '../http/input.ts'
import { refuseForeignOrigin } from '../http/origin.ts'
import { findCandidates } from './find-candidates.ts'
import { readPaste } from './read-paste.ts'
import { recordPastes } from './record-pastes.ts'

/** Reading changes nothing; it is a POST because residents' data must not stand in an address. */
export const pasteRoutes = new Hono<AppEnv>()
  .post(
    '/pastes',
    read({
      summary: 'Understand text pasted from the group',
      roles: ['recorder'],
      answer: PasteAnswer,
      training: true,
    }),
    json(ReadPaste),
    async c => {
      refuseForeignOrigin(c)
      return c.json(await readPaste(c.var.act, c.req.valid('json').text, { ...c.var.deps, asker: askerOf(c) }))
    },
  )
  .post(
    '/pastes/candidates',
    read({ summary: 'Tasks a typed code or tail may mean', roles: ['recorder'], answer: Candidates, training: true }),
    json(FindCandidates),
    async c => {
      refuseForeignOrigin(c)
      return c.json(await findCandidates(c.var.act, c.req.valid('json').search))
    },
  )
  .post(
    '/pastes/records',
    change({ summary: 'Record what was understood, each card for itself', roles: ['recorder'], answer: PasteResults }),
    json(RecordPastes),
    async c => c.json(await recordPastes(c.var.act, c.req.valid('json'))),
  )
