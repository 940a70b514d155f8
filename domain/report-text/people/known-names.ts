/** Names met elsewhere in the same paste, ready to be looked for at any place of a text. */
export interface KnownNames {
  readonly names: ReadonlySet<string>
  /** First characters: most places of a text are ruled out by one look. */
  readonly initials: ReadonlySet<string>
}

export function knownNames(names: Iterable<string>): KnownNames {
  const all = new Set(names)
  return { names: all, initials: new Set([...all].map(name => name.charAt(0))) }
}

/** Names that grow while a paste is read; `add` costs the same however many there are. */
export function growingNames(): KnownNames & { readonly add: (name: string) => void } {
  const names = new Set<string>()
  const initials = new Set<string>()
  const add = (name: string) => {
    names.add(name)
    initials.add(name.charAt(0))
  }
  return { names, initials, add }
}

/** The longest known name that starts at `at`, or null. */
export function knownNameAt(text: string, at: number, { names, initials }: KnownNames): string | null {
  if (!initials.has(text.charAt(at))) return null
  for (const length of [4, 3, 2]) {
    const name = text.slice(at, at + length)
    if (name.length === length && names.has(name)) return name
  }
  return null
}
