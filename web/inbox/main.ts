import type { Language } from '../../src/ports/language';
import { applyWording } from '../shared/apply-wording';
import { element, part } from '../shared/element';
import { languageSwitch } from '../shared/language-switch';
import { startLanguage } from '../shared/settings';
import { dateAndTime } from '../shared/times';
import { inbox as en } from '../wording/en';
import type { WordingOf } from '../wording/wording';
import { inbox as zhHans } from '../wording/zh-Hans';
import { inbox as zhHant } from '../wording/zh-Hant';

interface Message {
  readonly to: string;
  readonly text: string;
  readonly at: number;
}

const wordings: WordingOf<'inbox'> = { 'zh-Hans': zhHans, 'zh-Hant': zhHant, en };
const refreshMs = 3000;
let language: Language = startLanguage();
let shown: string | undefined;

const list = part('messages', HTMLOListElement);
const empty = part('empty', HTMLElement);
const trouble = part('trouble', HTMLElement);

async function refresh(): Promise<void> {
  try {
    const response = await fetch('/demo/api/inbox', { signal: AbortSignal.timeout(8000) });
    if (!response.ok) throw new Error(`The inbox answered ${response.status}.`);
    const { messages } = (await response.json()) as { messages: readonly Message[] };
    trouble.hidden = true;
    show(messages);
  } catch {
    trouble.hidden = false;
  }
}

function show(messages: readonly Message[]): void {
  const state = JSON.stringify([language, messages]);
  if (state === shown) return;
  shown = state;
  empty.hidden = messages.length > 0;
  list.replaceChildren(
    ...messages.map(({ to, text, at }) =>
      element(
        'li',
        {},
        element(
          'p',
          { class: 'meta' },
          element('span', {}, wordings[language].to, ' ', element('b', {}, to)),
          element('time', { datetime: new Date(at).toISOString() }, dateAndTime(at, language)),
        ),
        element('p', { class: 'words' }, text),
      ),
    ),
  );
}

languageSwitch(language, (chosen) => {
  language = chosen;
  applyWording(wordings[language], language);
  document.title = wordings[language].title;
  void refresh();
});
setInterval(() => {
  if (document.visibilityState === 'visible') void refresh();
}, refreshMs);
