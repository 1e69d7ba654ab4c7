import type { Message } from 'botframework-directlinejs';
import type { Language } from '../../src/ports/language';
import { applyWording } from '../shared/apply-wording';
import { part } from '../shared/element';
import { languageSwitch } from '../shared/language-switch';
import { whenReleased } from '../shared/press';
import { randomKey } from '../shared/random-key';
import { recall, remember, startLanguage } from '../shared/settings';
import { chat as en } from '../wording/en';
import type { WordingOf } from '../wording/wording';
import { chat as zhHans } from '../wording/zh-Hans';
import { chat as zhHant } from '../wording/zh-Hant';
import { Composer } from './composer';
import { ChatConnection, type SendRefusal } from './connection';
import { LogView } from './log-view';
import { Notice } from './notice';
import { Signals } from './signals';
import { StandingLine } from './standing';
import { Unread } from './unread';

const wordings: WordingOf<'chat'> = { 'zh-Hans': zhHans, 'zh-Hant': zhHant, en };
const reasons = { later: 'notSent', too_large: 'refusedTooLarge', type: 'refusedType', refused: 'refused' } as const;
/** After this much silence the replayed history is over, and new messages are read out. */
const historyQuietMs = 700;

const root = document.documentElement;
const embedded = new URLSearchParams(location.search).has('embed');
const large = part('large', HTMLButtonElement);
const logPart = part('log', HTMLElement);

let language: Language = startLanguage();
const wording = () => wordings[language];

const notice = new Notice(part('notice', HTMLElement), wording);
const unread = new Unread(document.title);
const person = part('person', HTMLButtonElement);
const standing = new StandingLine(part('standing', HTMLElement), wording, (state) => {
  // With a person already there, asking for one would only be a message in between.
  if (state === 'person' && document.activeElement === person) composer.focus();
  person.hidden = state === 'person';
});
const log = new LogView(
  {
    scroller: part('scroller', HTMLElement),
    log: logPart,
    typing: part('typing', HTMLElement),
    typist: part('typist', HTMLElement),
    suggestions: part('suggestions', HTMLElement),
  },
  {
    wording,
    language: () => language,
    chosen: (say) => {
      send(say, []);
      composer.focus();
    },
    rate: (activityId, value) => connection.rate(activityId, value),
    shown(activity) {
      standing.add(activity);
      signals.shown();
      // What is only replayed was read before.
      if (logPart.getAttribute('aria-live') !== 'off') unread.add();
    },
  },
);
const composer = new Composer(
  {
    form: part('composer', HTMLFormElement),
    input: part('input', HTMLTextAreaElement),
    attach: part('attach', HTMLButtonElement),
    picker: part('picker', HTMLInputElement),
    files: part('files', HTMLUListElement),
    fault: part('fault', HTMLElement),
    send: part('send', HTMLButtonElement),
  },
  wording,
  send,
  () => signals.typed(),
);
const connection = new ChatConnection(
  {
    activity(activity, userId) {
      // Suggestions and lines move with what comes.
      whenReleased(() => {
        if (logPart.getAttribute('aria-live') === 'off') readOutSoon();
        log.add(activity, userId);
      });
    },
    state: (state, retryInMs) => notice.show(state, retryInMs),
    session: (resumed) => logPart.setAttribute('aria-live', resumed ? 'off' : 'polite'),
    replaced() {
      log.addSeparator(wording().expired);
      standing.clear();
      signals.clear();
    },
  },
  () => language,
);
const signals = new Signals({
  wanted: () => standing.state !== 'bot',
  position: () => connection.position(),
  typing: () => connection.typing(),
  seen: (position) => connection.seen(position),
});

let quiet: ReturnType<typeof setTimeout> | undefined;
function readOutSoon(): void {
  clearTimeout(quiet);
  quiet = setTimeout(() => logPart.setAttribute('aria-live', 'polite'), historyQuietMs);
}

function send(text: string, files: readonly File[]): void {
  const key = randomKey();
  // Only the file addresses are made anew for a retry: to the server, the same key is the same message word for word.
  const locale = language;
  const message = (): Message => ({
    type: 'message',
    from: { id: '' },
    text,
    locale,
    ...(files.length > 0
      ? {
          attachments: files.map((file) => ({
            contentType: file.type || 'application/octet-stream',
            contentUrl: URL.createObjectURL(file),
            name: file.name,
          })),
        }
      : {}),
  });
  const attempt = async () => {
    log.setDelivery(key, 'sending');
    const outgoing = message();
    const result = await connection.send(outgoing, key);
    for (const file of outgoing.attachments ?? []) if ('contentUrl' in file) URL.revokeObjectURL(file.contentUrl);
    if (result.ok) log.setDelivery(key, 'sent');
    else log.setDelivery(key, 'unsent', unsent(result.reason));
  };
  const unsent = (reason: SendRefusal) => ({
    why: wording()[reasons[reason]],
    ...(reason === 'later' ? { retry: () => void attempt() } : {}),
  });
  signals.sent();
  log.addOwn(key, { own: true, text, files: files.map((file) => file.name), at: Date.now() });
  void attempt();
}

let started = false;
languageSwitch(language, (chosen) => {
  language = chosen;
  applyWording(wording(), language);
  unread.title(`${wording().title} · ${wording().badge}`);
  composer.refresh();
  standing.refresh();
  // Nothing said yet: the greeting comes again in the language chosen.
  if (started && !log.customerSpoke) startAfresh();
});

function setLarge(on: boolean): void {
  root.dataset['size'] = on ? 'large' : 'normal';
  large.setAttribute('aria-pressed', String(on));
}

function startAfresh(): void {
  log.clear();
  standing.clear();
  signals.clear();
  void connection.start(true);
}

large.addEventListener('click', () => {
  const on = root.dataset['size'] !== 'large';
  remember('large-text', String(on));
  setLarge(on);
});
person.addEventListener('click', () => {
  send(wording().personSay, []);
  composer.focus();
});

const dialog = part('fresh-dialog', HTMLDialogElement);
part('fresh', HTMLButtonElement).addEventListener('click', () => dialog.showModal());
dialog.addEventListener('close', () => {
  if (dialog.returnValue === 'yes') startAfresh();
  dialog.returnValue = '';
  composer.focus();
});

if (embedded) {
  root.dataset['embedded'] = '';
  const close = part('close', HTMLButtonElement);
  close.hidden = false;
  const ask = () => parent.postMessage('service-desk:close', '*');
  close.addEventListener('click', ask);
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing && !dialog.open) ask();
  });
}

setLarge(recall('large-text') === 'true');
started = true;
void connection.start();
// A phone's keyboard would cover the greeting.
if (matchMedia('(hover: hover)').matches && !embedded) composer.focus();
