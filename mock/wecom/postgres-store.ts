import type { SavedSimulation, SimulationStore } from './store.ts'
import type { IssuedCredential, SimulatedGroup, SimulatedMessage } from './types.ts'

/** Messages read back at a start; older ones stay in the table. */
const MESSAGES_KEPT_AT_HAND = 1_000

/** `pg` pools and PGlite both fit. */
export interface SqlExecutor {
  query(sql: string, params?: unknown[]): Promise<{ rows: unknown[] }>
}

const SCHEMA = [
  'create schema if not exists wecom_simulation',
  'create table if not exists wecom_simulation.groups (chat_id text primary key, body jsonb not null)',
  'create table if not exists wecom_simulation.messages (id bigint primary key, body jsonb not null)',
  'create table if not exists wecom_simulation.credentials (value text primary key, body jsonb not null)',
]

/** Keeps the simulated service in a schema of its own, beside the app's tables and outside its migrations. */
export function createPostgresSimulationStore(db: SqlExecutor): SimulationStore {
  async function load(): Promise<SavedSimulation> {
    for (const statement of SCHEMA) await db.query(statement)
    const groups = await bodies<SimulatedGroup>('select body from wecom_simulation.groups order by chat_id')
    const messages = await bodies<SimulatedMessage>(
      `select body from (select id, body from wecom_simulation.messages order by id desc limit ${MESSAGES_KEPT_AT_HAND}) newest order by id`,
    )
    const credentials = await bodies<IssuedCredential>('select body from wecom_simulation.credentials')
    return { groups, messages, credentials }
  }

  /** The rows are our own writing, so their shape is trusted. */
  async function bodies<T>(sql: string): Promise<T[]> {
    const { rows } = await db.query(sql)
    return rows.map(row => (row as { body: T }).body)
  }

  async function save(table: string, key: string, id: string | number, body: unknown): Promise<void> {
    const sql = `insert into wecom_simulation.${table} (${key}, body) values ($1, $2::jsonb)
      on conflict (${key}) do update set body = excluded.body`
    await db.query(sql, [id, JSON.stringify(body)])
  }

  return {
    load,
    saveGroup: group => save('groups', 'chat_id', group.chatId, group),
    saveMessage: message => save('messages', 'id', message.id, message),
    saveCredential: credential => save('credentials', 'value', credential.value, credential),
    dropCredential: async value => {
      await db.query('delete from wecom_simulation.credentials where value = $1', [value])
    },
  }
}
