import type { DeskWording } from '../wording/desk/desk-wording';

export type ShortcutName = keyof DeskWording['shortcuts']['list'];

/** The whole keyboard, as the help shows it; the handler reads the same table. */
export const shortcuts: readonly {
  readonly name: ShortcutName;
  readonly keys: readonly string[];
  readonly place: 'global' | 'inConversation';
}[] = [
  { name: 'help', keys: ['?'], place: 'global' },
  { name: 'next', keys: ['j', '↓'], place: 'global' },
  { name: 'previous', keys: ['k', '↑'], place: 'global' },
  { name: 'accept', keys: ['a'], place: 'global' },
  { name: 'reply', keys: ['r'], place: 'inConversation' },
  { name: 'canned', keys: ['/'], place: 'inConversation' },
  { name: 'leave', keys: ['Esc'], place: 'inConversation' },
  { name: 'opening', keys: ['o'], place: 'inConversation' },
  { name: 'brief', keys: ['b'], place: 'inConversation' },
  { name: 'note', keys: ['n'], place: 'inConversation' },
  { name: 'transfer', keys: ['t'], place: 'inConversation' },
  { name: 'callBack', keys: ['c'], place: 'inConversation' },
  { name: 'finish', keys: ['w'], place: 'inConversation' },
];

const byKey = new Map(
  shortcuts
    .filter(({ name }) => name !== 'leave')
    .flatMap(({ name, keys }) => keys.map((key) => [key === '↓' ? 'ArrowDown' : key === '↑' ? 'ArrowUp' : key, name])),
);

/** Which one a key is; none while one writes, chooses in a field or a dialog is open, or with Ctrl, Alt or Meta. */
export function shortcutOf(event: KeyboardEvent): ShortcutName | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return undefined;
  const { target } = event;
  if (!(target instanceof Element)) return undefined;
  if (target.closest('input, textarea, select, dialog, [popover], [contenteditable]')) return undefined;
  // The arrow keys scroll what can be scrolled.
  if (event.key.startsWith('Arrow') && target.closest('[role=log], .brief, .case')) return undefined;
  return byKey.get(event.key) as ShortcutName | undefined;
}
