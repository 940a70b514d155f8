import type { ParsedList } from './parse-list.ts'

/** The names of everybody on a list, as it gives them. */
export const namesIn = ({ tasks }: Pick<ParsedList, 'tasks'>): string[] =>
  tasks.flatMap(({ subjects }) => subjects.flatMap(({ name }) => name ?? []))
