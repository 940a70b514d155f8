import { CLASS, type WordClass } from './classes.ts'
import { COMMON_WORDS } from './common-words.ts'
import { FACT_WORDS } from './fact-words.ts'
import { KNOWN_WORDS } from './known-words.ts'
import { addWord, emptyTrie, type Trie } from './trie.ts'

/** All words the account knows; where a word stands in two lists, the one that tells something counts. */
export const WORDS: Trie<WordClass> = emptyTrie<WordClass>()
for (const [is, words] of FACT_WORDS) for (const word of words.split(' ')) addWord(WORDS, word, is)
for (const words of KNOWN_WORDS) for (const word of words.split(' ')) addWord(WORDS, word, CLASS.filler)
for (const word of COMMON_WORDS.split(' ')) addWord(WORDS, word, CLASS.filler)

/** Whether this is a word of its own, and so hardly somebody's name. */
export function isKnownWord(word: string): boolean {
  let node: Trie<WordClass> | undefined = WORDS
  for (let at = 0; node && at < word.length; at++) node = node.next.get(word.charCodeAt(at))
  return node !== undefined && node.value !== null
}
