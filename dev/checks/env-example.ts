import { writeFileSync } from 'node:fs'
import { SETTING_GROUPS } from '#schema/env-catalogue.ts'

// `node dev/checks/env-example.ts` writes .env.example again after a setting was added or described anew.

/** The text of .env.example: every setting with its meaning, none with a value. */
export function envExample(): string {
  const groups = Object.entries(SETTING_GROUPS).map(([title, settings]) => {
    const lines = Object.entries<{ description?: string | undefined }>(settings).map(
      ([name, schema]) => `# ${schema.description ?? ''}\n${name}=`,
    )
    return `## ${title}\n\n${lines.join('\n')}`
  })
  return [
    '# Every setting, written from the settings schema. Copy to .env and fill in what you need:',
    '# an empty value counts as unset. A variable of the process wins over the file.',
    '# The first npm start writes an .env for the demo by itself.',
    '',
    groups.join('\n\n'),
    '',
  ].join('\n')
}

if (import.meta.main) writeFileSync('.env.example', envExample())
