import { useLayoutEffect, useRef } from 'preact/hooks';
import type { DeskView, DialogName } from './desk-context';
import { type ShortcutName, shortcutOf } from './shortcuts';
import { chosenOf, groupsOf } from './state/groups';

/** Listens for the shortcuts as long as the page is open. */
export function useShortcuts(view: DeskView, dialog: DialogName | undefined): void {
  const now = useRef({ view, dialog });
  now.current = { view, dialog };
  // With the first drawing, not after it: a key pressed at once counts.
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { view, dialog } = now.current;
      if (!view.settings.keys || dialog !== undefined || view.state.phase !== 'signed_in') return;
      const name = shortcutOf(event);
      if (name === undefined) return;
      event.preventDefault();
      run(name, view);
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
}

function run(name: ShortcutName, { state, desk, complaints, ask }: DeskView): void {
  const chosen = chosenOf(state);
  const detail = chosen && state.details.get(chosen.id);
  const reply = () => document.getElementById('reply')?.focus();
  switch (name) {
    case 'help':
      ask('shortcuts');
      return;
    case 'next':
      (state.route.view === 'complaints' ? complaints : desk).step(1);
      return;
    case 'previous':
      (state.route.view === 'complaints' ? complaints : desk).step(-1);
      return;
    case 'accept': {
      const first = groupsOf(state).offered[0];
      if (first) void desk.accept(first.id);
      return;
    }
    case 'reply':
      reply();
      return;
    case 'canned':
      if (chosen && (state.drafts.get(chosen.conversationId) ?? '') === '') desk.draft(chosen.conversationId, '/');
      reply();
      return;
    case 'opening':
      if (detail?.may.includes('message')) desk.insert(detail.conversationId, detail.brief.suggestedOpening);
      return;
    case 'brief': {
      const brief = document.querySelector<HTMLElement>('.brief');
      document.querySelector<HTMLElement>('[data-pane=brief]')?.click();
      brief?.focus();
      return;
    }
    case 'note':
    case 'transfer':
    case 'finish':
      if (detail?.may.includes(name)) ask(name);
      return;
    case 'callBack':
      if (detail?.may.includes('call_back')) ask('call_back');
      return;
    case 'leave':
      return;
  }
}
