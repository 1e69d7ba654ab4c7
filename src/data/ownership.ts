import type { ArchiveRow } from '../ports/archive';
import { phoneDigits } from './traces';

/** Whose a conversation is, as far as it says itself. */
export type Owner = 'theirs' | 'others' | 'unknown';

/**
 * A number that was proved decides, then one that was named. A conversation that names several is nobody's for sure, and
 * so it is kept as another's.
 */
export function ownerOf({ value, key }: ArchiveRow, phone: string): Owner {
  const user = phoneDigits(value['userId']);
  if (user === phone || key.includes(phone)) return 'theirs';
  if (user !== undefined && /^1\d{10}$/.test(user)) return 'others';
  const { proved, named } = phonesIn(value['state']);
  const deciding = proved.size > 0 ? proved : named;
  if (deciding.size === 0) return 'unknown';
  return deciding.size === 1 && deciding.has(phone) ? 'theirs' : 'others';
}

/** The numbers a dialog state holds as the customer's own: proved by a code, or named when asked. */
function phonesIn(state: unknown): { proved: Set<string>; named: Set<string> } {
  const [proved, named] = [new Set<string>(), new Set<string>()];
  const walk = (value: unknown, under: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, item] of Object.entries(value)) {
      const digits = name === 'phone' || name === 'statedPhone' ? phoneDigits(item) : undefined;
      if (digits !== undefined) (under === 'identity' ? proved : named).add(digits);
      walk(item, name);
    }
  };
  walk(state, '');
  return { proved, named };
}
