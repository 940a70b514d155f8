import { Hono } from 'hono'
import {
  AuditPage,
  CaptureScreen,
  ListAuditQuery,
  ListOwnAuditQuery,
  RefuseCopy,
  SearchSubject,
  SubjectAudit,
} from '../../contract/audit.ts'
import type { AppEnv } from '../http/app-env.ts'
import { ANY_ROLE, change, CLEAR_REPLAY_S, read } from '../http/endpoint.ts'
import { json, query } from '../http/input.ts'
import { listAudit, listOwnAudit } from './list-audit.ts'
import { noteCapture } from './note-capture.ts'
import { noteRefusedCopy } from './note-refused-copy.ts'
import { searchSubject } from './search-subject.ts'

export const auditRoutes = new Hono<AppEnv>()
  .get(
    '/audit/mine',
    read({ summary: 'What I looked at', roles: 'signed_in', answer: AuditPage }),
    query(ListOwnAuditQuery),
    async c => c.json(await listOwnAudit(c.var.act, c.req.valid('query'))),
  )
  .get(
    '/audit',
    read({ summary: 'Who looked at what in my units', roles: ['lead'], answer: AuditPage }),
    query(ListAuditQuery),
    async c => c.json(await listAudit(c.var.act, c.req.valid('query'))),
  )
  .post(
    '/audit/subject',
    change({
      summary: 'Who looked at this number',
      roles: ['lead'],
      answer: SubjectAudit,
      training: true,
      replaySeconds: CLEAR_REPLAY_S,
    }),
    json(SearchSubject),
    async c => c.json(await searchSubject(c.var.act, c.req.valid('json').phone)),
  )
  .post(
    '/screen-captures',
    change({ summary: 'A screenshot was taken on this phone', roles: ANY_ROLE, status: 204 }),
    json(CaptureScreen),
    async c => {
      await noteCapture(c.var.act, c.req.valid('json'))
      return c.body(null, 204)
    },
  )
  .post(
    '/refused-copies',
    change({ summary: 'This page refused to let something out', roles: ANY_ROLE, status: 204 }),
    json(RefuseCopy),
    async c => {
      await noteRefusedCopy(c.var.act, c.req.valid('json'))
      return c.body(null, 204)
    },
  )
