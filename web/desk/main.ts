import type { Language } from '../../src/ports/language';
import { applyWording } from '../shared/apply-wording';
import { element, part } from '../shared/element';
import { languageSwitch } from '../shared/language-switch';
import { startLanguage } from '../shared/settings';
import { desk as en } from '../wording/en';
import type { WordingOf } from '../wording/wording';
import { filled } from '../wording/wording';
import { desk as zhHans } from '../wording/zh-Hans';
import { desk as zhHant } from '../wording/zh-Hant';
import * as api from './api';
import { briefView } from './brief-view';
import { waitingEntry } from './waiting-list';

const wordings: WordingOf<'desk'> = { 'zh-Hans': zhHans, 'zh-Hant': zhHant, en };
const refreshMs = 5000;

const entrance = part('entrance', HTMLElement);
const desk = part('desk', HTMLElement);
const account = part('account', HTMLElement);
const trouble = part('trouble', HTMLElement);
const fault = part('sign-in-fault', HTMLElement);
const list = part('list', HTMLOListElement);
const brief = part('brief', HTMLElement);
const nameBox = part('name', HTMLInputElement);
const passwordBox = part('password', HTMLInputElement);

let language: Language = startLanguage();
let signedIn: api.StaffIdentity | undefined;
let chosen: string | undefined;
/** What is on the page, so that an unchanged answer disturbs neither focus nor selection. */
let shownList = '';
let shownBrief = '';

const wording = () => wordings[language];

function enter(identity: api.StaffIdentity | undefined, why = ''): void {
  const before = signedIn;
  signedIn = identity;
  entrance.hidden = identity !== undefined;
  desk.hidden = identity === undefined;
  account.hidden = identity === undefined;
  part('who', HTMLElement).textContent = identity?.name ?? '';
  fault.textContent = why;
  fault.hidden = why === '';
  if (identity) {
    void refresh();
    return;
  }
  // Nothing of a customer stays on the page of someone who is gone.
  chosen = undefined;
  shownList = '';
  shownBrief = '';
  list.replaceChildren();
  brief.replaceChildren();
  if (before) nameBox.focus();
}

async function refresh(): Promise<void> {
  if (!signedIn) return;
  const answer = await api.handoffs();
  trouble.hidden = answer.ok || answer.status === 401;
  if (!answer.ok) {
    if (answer.status === 401) enter(undefined, wording().ended);
    return;
  }
  showList(answer.value.handoffs);
  await showBrief();
}

function showList(handoffs: readonly api.HandoffSummary[]): void {
  const state = JSON.stringify([language, chosen, handoffs]);
  if (state === shownList) return;
  shownList = state;
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['id'] : undefined;
  part('count', HTMLElement).textContent = handoffs.length === 0 ? '' : String(handoffs.length);
  part('nobody', HTMLElement).hidden = handoffs.length > 0;
  list.replaceChildren(
    ...handoffs.map((entry) => waitingEntry(entry, entry.id === chosen, wording(), language, choose)),
  );
  if (focused) {
    for (const button of list.querySelectorAll('button')) if (button.dataset['id'] === focused) button.focus();
  }
}

async function showBrief(): Promise<void> {
  const id = chosen;
  desk.dataset['showing'] = id === undefined ? 'list' : 'brief';
  if (id === undefined) {
    put('', element('p', { class: 'empty' }, wording().choose));
    return;
  }
  const answer = await api.handoff(id);
  if (id !== chosen) return;
  if (answer.ok) put(JSON.stringify(answer.value), back(), briefView(answer.value, wording(), language));
  else if (answer.status === 404) put('gone', back(), element('p', { class: 'empty' }, wording().gone));
}

function put(state: string, ...content: readonly HTMLElement[]): void {
  if (`${language} ${state}` === shownBrief) return;
  shownBrief = `${language} ${state}`;
  brief.replaceChildren(...content);
}

function back(): HTMLElement {
  const button = element('button', { type: 'button', class: 'quiet back' }, wording().back);
  button.addEventListener('click', () => choose(undefined));
  return button;
}

function choose(id: string | undefined): void {
  chosen = id;
  void refresh().then(() => {
    if (id === undefined) return;
    brief.focus({ preventScroll: true });
    brief.scrollTop = 0;
  });
}

part('sign-in', HTMLFormElement).addEventListener('submit', async (event) => {
  event.preventDefault();
  const answer = await api.signIn(nameBox.value, passwordBox.value);
  passwordBox.value = '';
  if (answer.ok) return enter(answer.value);
  const { status, retryAfterSeconds } = answer;
  if (status === 429) enter(undefined, filled(wording().tooMany, { seconds: retryAfterSeconds }));
  else enter(undefined, status === 0 || status >= 500 ? wording().unavailable : wording().wrong);
  passwordBox.focus();
});
part('sign-out', HTMLButtonElement).addEventListener('click', async () => {
  await api.signOut();
  enter(undefined);
});

languageSwitch(language, (next) => {
  language = next;
  applyWording(wording(), language);
  document.title = wording().title;
  void refresh();
});
setInterval(() => {
  if (document.visibilityState === 'visible') void refresh();
}, refreshMs);
void api.me().then((answer) => {
  enter(answer.ok ? answer.value : undefined);
  if (!answer.ok) nameBox.focus();
});
