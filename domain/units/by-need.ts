/** Units by what they still need, most first; never by how good they are. */
export const byNeed = <T extends { readonly toDo: number; readonly name: string }>(units: readonly T[]): T[] =>
  [...units].sort((a, b) => b.toDo - a.toDo || (a.name < b.name ? -1 : 1))
