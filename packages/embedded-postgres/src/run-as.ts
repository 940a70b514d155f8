import { closeSync, openSync } from 'node:fs'
import { type Account, canTraverse } from './account.ts'
import { EmbeddedPostgresError } from './errors.ts'

/** A directory as the account sees it, with the descriptor the child needs as its fourth (number 3). */
export interface Reach {
  path: string
  descriptor: number | null
}

/**
 * Runs `use` with a path by which the account reaches `directory`. Where the account may not walk there (a repository
 * under a home of mode 0700), root opens the directory and hands it down: the kernel follows `/proc/self/fd/3` without
 * asking for the folders above it. Nothing has to be opened to other users and the data stay where they are.
 */
export async function reachable<T>(account: Account, directory: string, use: (reach: Reach) => Promise<T>): Promise<T> {
  if (canTraverse(account, directory)) return use({ path: directory, descriptor: null })
  if (process.platform !== 'linux') {
    throw new EmbeddedPostgresError(
      `以 root 运行时，普通用户必须能进入 ${directory}；请换一个目录或改用普通用户 / ` +
        `run by root, ${directory} must be open to other users; choose another directory or an ordinary user`,
      { remedy: 'another-directory' },
    )
  }
  const descriptor = openSync(directory, 'r')
  try {
    return await use({ path: '/proc/self/fd/3', descriptor })
  } finally {
    closeSync(descriptor)
  }
}
