import { EVENT_KINDS, StreamEvent } from '../../contract/stream.ts'
import { parse } from '../http/parse.ts'
import { refusalOf } from '../http/sign-out.ts'

export interface StreamListener {
  /** Everything that happens from now on will be told. */
  opened(): void
  /** The connection broke; `final` where the browser will not try again by itself. */
  broke(final: boolean): void
  happened(event: StreamEvent): void
  /** The server can not tell what was missed: reload what is shown. */
  reset(): void
}

/** Listen to what happens to tasks. The browser reconnects by itself with `Last-Event-ID`. Returns how to stop. */
export function openStream(listener: StreamListener): () => void {
  const source = new EventSource('/api/stream')
  source.addEventListener('hello', () => listener.opened())
  source.addEventListener('error', () => listener.broke(source.readyState === EventSource.CLOSED))
  source.addEventListener('reset', () => listener.reset())
  source.addEventListener('ended', ({ data }: MessageEvent<string>) => refusalOf(401, JSON.parse(data)))
  for (const kind of EVENT_KINDS) {
    source.addEventListener(kind, ({ data }: MessageEvent<string>) =>
      listener.happened(parse(StreamEvent, JSON.parse(data))),
    )
  }
  return () => source.close()
}
