import { random } from '../load/random';

/** Chance of one person or matter: the same for the same seed and name, whatever others do. */
export interface Dice {
  /** A whole number from `from` up to, not including, `until`. */
  between(from: number, until: number): number;
  chance(share: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** One of the names, by weight. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
}

export function dice(seed: number, name: number): Dice {
  const next = random((Math.imul(seed, 0x9e3779b1) ^ Math.imul(name + 1, 0x85ebca6b)) | 0);
  const between = (from: number, until: number): number => Math.floor(from + next() * (until - from));
  return {
    between,
    chance: (share) => next() < share,
    pick(items) {
      const found = items[between(0, items.length)];
      if (found === undefined) throw new RangeError('Nothing to pick from.');
      return found;
    },
    weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
      const names = Object.keys(weights) as Name[];
      let left = next() * names.reduce((sum, name) => sum + weights[name], 0);
      for (const one of names) {
        left -= weights[one];
        if (left < 0) return one;
      }
      throw new RangeError('No weights.');
    },
  };
}
