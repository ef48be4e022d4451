import { buffer } from 'node:stream/consumers'
import { readSettings } from '#schema/env.ts'
import { runCommand } from './run.ts'

// npm runs its scripts in the folder of the package, whatever folder the person stands in.
const { npm_lifecycle_event: script, INIT_CWD: standsIn } = process.env

process.exitCode = await runCommand(process.argv.slice(2), {
  settings: () => readSettings(process.env, 'command'),
  folder: script === 'workspace' && standsIn ? standsIn : process.cwd(),
  stdin: () => buffer(process.stdin),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
})
