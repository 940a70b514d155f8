const leaving = new Set<() => void>()

function leaveAll() {
  for (const leave of leaving) leave()
}

/**
 * Runs `leave` when the process ends, by an error or `process.exit` too. All share one listener: Node warns of a leak
 * when a process that opens many servers adds one for each. Returns how to take it back.
 */
export function atExit(leave: () => void): () => void {
  if (leaving.size === 0) process.on('exit', leaveAll)
  leaving.add(leave)
  return () => {
    leaving.delete(leave)
    if (leaving.size === 0) process.off('exit', leaveAll)
  }
}
