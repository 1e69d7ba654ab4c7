/**
 * What a request of a member of staff calls itself, so that said again after an answer that was lost it is the same act
 * and happens once (R1). It is kept in the history of what the act changed, by the very write that changed it: so the
 * second request is known for one on every node, after a crash, and for as long as there is the history.
 */
export interface ActKey {
  /** Made by whoever asks, without a colon. */
  readonly id: string;
  /** Staff name; another person's key of the same name is another key. */
  readonly by: string;
  /** Of the act and all that was said with it: equal for the same request only. */
  readonly print: string;
}

interface Step {
  readonly actor: string;
  readonly key?: string;
}
/** What a document without a history keeps of the requests that changed it. */
export type Heard = readonly Required<Step>[];

/** @returns `same`: this request has been heard; `other`: another one of that name; `undefined`: it is new */
export function heardBefore(
  history: readonly Step[] | undefined,
  { id, by, print }: ActKey,
): 'same' | 'other' | undefined {
  const found = history?.find(({ actor, key }) => actor === by && key?.startsWith(`${id}:`) === true);
  if (found === undefined) return undefined;
  return found.key === `${id}:${print}` ? 'same' : 'other';
}

/** The changed document, its key in the last entry its author has added. */
export function underKey<Entry extends Step, Changed extends { readonly history?: readonly Entry[] }>(
  changed: Changed,
  before: readonly Entry[] | undefined,
  { id, by, print }: ActKey,
): Changed {
  const { history = [] } = changed;
  const last = history.findLastIndex(({ actor }) => actor === by);
  if (last < (before?.length ?? 0)) return changed;
  return { ...changed, history: history.with(last, { ...history[last], key: `${id}:${print}` } as Entry) };
}

/** More than anybody says again. */
const mostHeard = 50;
export const nowHeard = (heard: Heard | undefined, { id, by, print }: ActKey): Heard => [
  ...(heard ?? []).slice(1 - mostHeard),
  { actor: by, key: `${id}:${print}` },
];

/** The same entries as everybody may see them. */
export const withoutKeys = <Entry extends Step>(history: readonly Entry[]): readonly Omit<Entry, 'key'>[] =>
  history.map(({ key: _, ...entry }) => entry);
