import { register } from 'tsx/esm/api'

// `--import tsx` does not reach into threads: TypeScript is registered here before the first import of it.
register()
await import('./paste-worker.ts')
