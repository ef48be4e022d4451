import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const dockerfile = readFileSync('Dockerfile', 'utf8')
const compose = readFileSync('docker-compose.yml', 'utf8')
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')))

/** The programs that containers run: `node <file>`. */
const entries = [
  ...`${dockerfile}\n${compose}`.matchAll(/(?:CMD|command:) \[['"]node['"], ['"]([^'"]+\.ts)['"]\]/g),
].map(([, file]) => file ?? '')

describe('OP-10 the container image', () => {
  it('runs a current Node, the one that package.json pins', () => {
    const [pinned] = /"node": "(\d+\.\d+)/.exec(readFileSync('package.json', 'utf8'))?.slice(1) ?? []
    const stages = [...dockerfile.matchAll(/^FROM node:(\S+)-slim/gm)].map(([, version]) => version)
    expect(stages).toEqual([pinned, pinned])
  })

  it('runs unprivileged and has a health check', () => {
    const final = dockerfile.slice(dockerfile.lastIndexOf('FROM '))
    expect(final).toMatch(/^USER node$/m)
    expect(final).toMatch(/^HEALTHCHECK /m)
  })

  it('runs what npm scripts run outside a container', () => {
    expect(entries).toEqual(expect.arrayContaining(['api/main.ts', 'web/main.ts', 'worker/main.ts']))
    for (const file of entries) {
      expect(existsSync(file), file).toBe(true)
      expect(scripts[`start:${file.split('/')[0] ?? ''}`]).toMatch(new RegExp(`^exec node .*${file}$`))
    }
  })

  it('holds each folder that a program of it imports', () => {
    for (const folder of [
      'schema',
      'domain',
      'workflows',
      'activities',
      'db',
      'clients',
      'api',
      'web',
      'worker',
      'build',
    ]) {
      expect(dockerfile).toContain(`/app/${folder} ./${folder}`)
    }
    expect(dockerfile).not.toMatch(/\/app\/dev /)
  })
})

describe('docker-compose.yml', () => {
  it('SC-06 holds no secret: each password comes from the settings', () => {
    const values = [...compose.matchAll(/^ *[A-Z_]*(?:PASSWORD|PWD|SECRET|KEY): *(\S.*)$/gm)].map(([, value]) => value)
    expect(values.length).toBeGreaterThan(1)
    for (const value of values) expect(value).toMatch(/^\$\{[A-Z_]+:\?/)
  })

  it('SC-05 takes nothing that .env.example does not name', () => {
    const example = readFileSync('.env.example', 'utf8')
    for (const [, name] of compose.matchAll(/\$\{([A-Z_]+)/g)) expect(example).toContain(`\n${name ?? ''}=`)
  })
})
