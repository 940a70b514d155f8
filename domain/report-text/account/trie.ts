/** Words by their characters: one walk from a place finds all words that start there. */
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
