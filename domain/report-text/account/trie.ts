/** Words by their characters; finds all words that start at a place in one walk. */
export interface Trie<T> {
  readonly next: Map<number, Trie<T>>
  value: T | null
}

export function emptyTrie<T>(): Trie<T> {
  return { next: new Map(), value: null }
}

/** The first meaning given to a word stays. */
export function addWord<T>(root: Trie<T>, word: string, value: T): void {
  let node = root
  for (let index = 0; index < word.length; index++) {
    const code = word.charCodeAt(index)
    const known = node.next.get(code) ?? emptyTrie<T>()
    node.next.set(code, known)
    node = known
  }
  node.value ??= value
}

/** Calls `found` with the end and the meaning of every word that starts at `start`. */
export function wordsAt<T>(root: Trie<T>, text: string, start: number, found: (end: number, value: T) => void): void {
  let node = root
  for (let at = start; at < text.length; at++) {
    const next = node.next.get(text.charCodeAt(at))
    if (!next) return
    node = next
    if (node.value !== null) found(at + 1, node.value)
  }
}
