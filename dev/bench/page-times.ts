import type { Web } from '../test-kit/web.ts'

/** How long each of the paths takes, asked in turn so that all meet the same machine, and not counted as long as it warms up. */
export async function pageTimes(
  web: Web,
  cookie: string,
  { paths, warmUp, asked }: { paths: readonly string[]; warmUp: number; asked: number },
): Promise<number[][]> {
  const took = paths.map((): number[] => [])
  for (let at = 0; at < warmUp + asked; at++)
    for (const [index, path] of paths.entries()) {
      const startedAt = performance.now()
      await (await web.ask(path, { cookie })).text()
      if (at >= warmUp) took[index]?.push(performance.now() - startedAt)
    }
  return took
}
