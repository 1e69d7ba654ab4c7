import type { DeskState } from './state/desk-state';

const draftsKey = 'desk.drafts';
const readKey = 'desk.read';
const callKey = 'desk.call';
const mostRead = 200;

/** What is written and not sent outlives a reload of this tab, and nothing else. */
export const loadDrafts = (): ReadonlyMap<string, string> => load(draftsKey, 'string');
export const keepDrafts = (drafts: DeskState['drafts']): void => keep(draftsKey, drafts);

/** How far each conversation was read, so that unread counts outlive a reload. */
export const loadRead = (): ReadonlyMap<string, number> => load(readKey, 'number');

export function keepRead(state: DeskState, before: DeskState): void {
  const changed = [...state.conversations].filter(([id, { read }]) => read > (before.conversations.get(id)?.read ?? 0));
  if (changed.length === 0) return;
  const all = new Map(loadRead());
  for (const [id, { read }] of changed) {
    all.delete(id);
    all.set(id, read);
  }
  keep(readKey, new Map([...all].slice(-mostRead)));
}

/** The conversation of a call to be opened after sign-in, which may lead over other pages. */
export const keepCall = (conversationId: string): void => keep(callKey, new Map([['conversation', conversationId]]));
export function takeCall(): string | undefined {
  const conversationId = load(callKey, 'string').get('conversation');
  keep(callKey, new Map());
  return conversationId;
}

function load<Kind extends 'string' | 'number'>(key: string, kind: Kind) {
  type Value = Kind extends 'string' ? string : number;
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]');
    if (!Array.isArray(stored)) return new Map<string, Value>();
    const rows = stored.filter(
      (row): row is [string, Value] => Array.isArray(row) && typeof row[0] === 'string' && typeof row[1] === kind,
    );
    return new Map<string, Value>(rows);
  } catch {
    return new Map<string, Value>();
  }
}

function keep(key: string, map: ReadonlyMap<string, string | number>): void {
  try {
    if (map.size === 0) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify([...map]));
  } catch {
    // Private windows may forbid storage; then a reload forgets.
  }
}
