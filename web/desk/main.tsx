import { render } from 'preact';
import { type SignInFailure, signInFailures } from '../../src/desk/desk-api';
import { steadyWhilePressed } from '../components/steady-while-pressed';
import { ToastList } from '../components/toasts';
import { takePlace } from '../shared/after-sign-in';
import { newlyClimbed } from '../shared/newly-climbed';
import { deskWordings, label } from '../wording/desk/desk-wording';
import { App } from './app';
import { climbedWords } from './climbed-words';
import { ComplaintDesk } from './complaint-desk';
import { Desk } from './desk';
import { keepCall, keepDrafts, keepRead, loadDrafts, loadRead, takeCall } from './keep';
import { allowSound, chime, notify } from './notify';
import { complaintRefusalText, refusalText } from './refusal-text';
import { loadSettings } from './settings';
import { startState } from './state/desk-state';
import { newFor } from './state/new-for';
import { reduce } from './state/reduce';
import { hashOf, routeOf } from './state/route';
import { createStore } from './state/store';

let settings = loadSettings();
let why: 'ended' | SignInFailure | undefined;
const wording = () => deskWordings[settings.language];
const toasts = new ToastList();
const store = createStore(reduce, { ...startState, route: routeOf(location.hash), drafts: loadDrafts() });

const failed = /^#sign-in-failed=([a-z_]{1,40})/.exec(location.hash)?.[1];
if (failed !== undefined) {
  why = signInFailures.find((code) => code === failed) ?? 'failed';
  history.replaceState(null, '', location.pathname);
}

// Screen pop: the hotline opens the page by the call's conversation, and whoever is not signed in does that first.
const call = new URLSearchParams(location.search).get('conversation');
if (call !== null) {
  keepCall(call);
  history.replaceState(null, '', location.pathname + location.hash);
}

store.subscribe((state, before) => {
  if (state.drafts !== before.drafts) keepDrafts(state.drafts);
  if (state.conversations !== before.conversations) keepRead(state, before);
  if (state.phase === 'signed_in' && before.phase !== 'signed_in') {
    why = undefined;
    const place = takePlace();
    if (place !== undefined) location.replace(place);
    for (const [conversationId, seq] of loadRead()) store.dispatch({ type: 'read', conversationId, seq });
    const asked = takeCall();
    if (asked !== undefined) void desk.openConversation(asked);
  }
  const [climbed, ...others] = newlyClimbed(state.climbed, before.climbed);
  if (climbed) {
    const words = climbedWords(climbed, others.length, wording());
    toasts.show('fault', words);
    notify(wording().notification.climbed, words, climbed.number, () => complaints.go({ number: climbed.number }));
  }
  const news = newFor(state, before, document.visibilityState === 'visible');
  if (!news) return;
  if (settings.sound) chime(news.kind);
  notify(wording().notification[news.kind], wording().title, news.id, () => desk.open(news.id));
});

const desk = new Desk({
  store,
  refused: (fault) => toasts.show('fault', refusalText(fault, wording(), store.get())),
  done: (what) => toasts.show('done', wording().done[what]),
  sessionEnded: () => {
    why = 'ended';
  },
});

const complaints = new ComplaintDesk({
  store,
  fault: (fault) => desk.fault(fault),
  words: (fault) => complaintRefusalText(fault, wording(), store.get()),
  done: (act) => toasts.show('done', label(wording().complaints.done, act)),
  refused: (words) => toasts.show('fault', words),
});

/** Where the address leads by now: the browser tells of a change of it only later, after a key that was pressed at once. */
const follow = () => {
  const route = routeOf(location.hash);
  if (hashOf(route) !== hashOf(store.get().route)) store.dispatch({ type: 'route', route });
};
addEventListener('hashchange', follow);
addEventListener('keydown', follow, { capture: true });
allowSound();

const root = document.getElementById('desk');
if (!root) throw new Error('The page has no element "desk": rebuild it with desk.html.');
steadyWhilePressed();
render(
  <App
    store={store}
    desk={desk}
    complaints={complaints}
    toasts={toasts}
    start={settings}
    onSettings={(next) => {
      settings = next;
    }}
    why={() => why}
  />,
  root,
);

void desk.start();
