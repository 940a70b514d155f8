const PATIENCE_MS = 15_000

/**
 * Closes the app once on Ctrl+C, SIGTERM or a closed terminal, then exits with 0; with 1 when closing fails or takes
 * longer than 15 s. A second signal does not wait.
 */
export function stopOnSignal(close: () => Promise<void>, log: (message: string) => void): void {
  let stopping = false
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1)
    stopping = true
    log(`${signal}: stopping`)
    setTimeout(() => process.exit(1), PATIENCE_MS).unref()
    close().then(
      () => process.exit(0),
      (cause: unknown) => {
        log(`stopping failed: ${String(cause)}`)
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
}
