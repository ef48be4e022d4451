export type Dice = ReturnType<typeof createDice>

/** Dice that fall the same way for the same seed (mulberry32). */
export function createDice(seed: number) {
  let state = seed >>> 0
  const roll = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number): number => least + roll() * (most - least)
  return {
    roll,
    between,
    /** A whole number, both ends included. */
    whole: (least: number, most: number): number => Math.floor(between(least, most + 1)),
    chance: (probability: number): boolean => roll() < probability,
    oneOf<Item>(items: readonly [Item, ...Item[]] | readonly Item[]): Item {
      const item = items[Math.floor(roll() * items.length)]
      if (item === undefined) throw new RangeError('Nothing to choose from')
      return item
    },
    /** Dice of one's own, so that what others do does not change how they fall. */
    own: () => createDice(Math.floor(roll() * 2 ** 32)),
  }
}
