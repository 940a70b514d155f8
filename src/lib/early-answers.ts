declare global {
  interface Window {
    /** Answers the inline script of `index.html` asked for before this script was there, by path under `/api`. */
    hechaEarly?: Record<string, Promise<Response> | undefined>
  }
}

/** The answer that is already under way for this path, once: a second call asks the server again. */
export function takeEarlyAnswer(path: string): Promise<Response> | undefined {
  const answer = window.hechaEarly?.[path]
  if (window.hechaEarly) delete window.hechaEarly[path]
  return answer
}
