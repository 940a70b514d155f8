import { sql } from 'drizzle-orm'

/** Whether whoever noted the end of a call, event `e`, took it back: it counts nowhere. */
export const IS_UNDONE = sql`exists (
  select from events u where u.kind = 'call_undone' and u.task_id = e.task_id
    and (u.data->>'undoes')::int = e.task_version and e.kind in ('call_recorded', 'report_submitted'))`
