import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, findOnPath, runReporting } from './cache.ts'
import { alone, type Report } from './lock.ts'

const VERSION = '1.38.0'
const NO_JAVA = 'no java on PATH for the time-skipping test server'
const NO_MAVEN = 'no mvn on PATH to fetch the time-skipping test server'

/**
 * The server whose clock jumps over waiting, as a program to run: a Java one, fetched once by Maven.
 * Undefined where there is no Java or no Maven, with the reason reported; then the SDK's own download is what is left.
 */
export async function findTimeSkippingServer(report: Report): Promise<string | undefined> {
  const folder = join(cacheFolder(), `temporal-test-server-${VERSION}`)
  const launcher = join(folder, 'run.sh')
  if (findOnPath('java') === undefined) {
    report(NO_JAVA)
    return undefined
  }
  if (existsSync(launcher)) return launcher
  const maven = findOnPath('mvn')
  if (maven === undefined) {
    report(NO_MAVEN)
    return undefined
  }

  return alone(`${folder}.lock`, report, async () => {
    if (existsSync(launcher)) return launcher
    const work = mkdtempSync(join(cacheFolder(), 'test-server-'))
    try {
      writeFileSync(join(work, 'pom.xml'), POM)
      const args = [
        '--batch-mode',
        '--quiet',
        '-f',
        join(work, 'pom.xml'),
        'dependency:copy-dependencies',
        `-DoutputDirectory=${join(work, 'lib')}`,
      ]
      await runReporting('fetching the time-skipping test server', maven, args, report)
      writeFileSync(join(work, 'run.sh'), LAUNCHER)
      chmodSync(join(work, 'run.sh'), 0o755)
      rmSync(folder, { recursive: true, force: true })
      renameSync(work, folder)
      return launcher
    } finally {
      rmSync(work, { recursive: true, force: true })
    }
  })
}

// The light compiler is enough for a server that lives for one test file, and starts it sooner.
const LAUNCHER = `#!/bin/sh
here=$(dirname "$0")
exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$here/lib/*" io.temporal.testserver.TestServer "$@"
`

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>my21staff</groupId>
  <artifactId>test-server</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${VERSION}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
`
