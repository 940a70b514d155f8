/** What a process counts of its own work. Labels are codes and patterns of routes: never an address, a name or a number. */
export interface Metrics {
  /** One request answered. `route` is the pattern, such as `/api/tasks/:taskId/dial`. */
  answered(request: { method: string; route: string; status: number; tookMs: number }): void
  /** A live stream began; the answer ends it. */
  streamOpened(): () => void
  /** Everything as Prometheus reads it (text format 0.0.4). */
  text(): Promise<string>
}
