import { existsSync } from 'node:fs'
import { findOnPath, runReporting } from './cache.ts'
import type { Report } from './lock.ts'

// The shell is Chromium with nothing to look at: journeys take a fifth less time in it.
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const PACKAGES = ['chromium-headless-shell', 'chromium']

/** The browser of the journeys: CHROME_PATH, one of the machine's, or Debian's package where we may install it. */
export async function findChromium(report: Report): Promise<string> {
  const given = process.env['CHROME_PATH']
  if (given) return given
  const there = onThisMachine()
  if (there) return there
  if (process.getuid?.() === 0 && findOnPath('apt-get')) {
    await runReporting('looking up packages', 'apt-get', ['update', '-qq'], report)
    for (const name of PACKAGES) {
      // Not every Debian has the shell.
      await runReporting(`installing ${name}`, 'apt-get', ['install', '-y', '-qq', name], report).catch(
        (error: unknown) => report(error instanceof Error ? error.message : String(error)),
      )
      const installed = onThisMachine()
      if (installed) return installed
    }
  }
  throw new Error('The journeys need Chromium: install it, or set CHROME_PATH to a Chrome or Chromium.')
}

function onThisMachine(): string | undefined {
  return NAMES.map((name) => findOnPath(name)).find((path) => path !== undefined && existsSync(path))
}
