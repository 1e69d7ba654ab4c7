import type {
  CallBackWish,
  HandoffDetail,
  HandoffSummary,
  Me,
  NewWrapUp,
  PresenceWish,
  RevealWish,
  Transfer,
  TypeCorrection,
} from '../../src/desk/desk-api';
import { randomKey } from '../shared/random-key';
import { browserConnection } from '../shared/stream/browser-connection';
import { EventStream } from '../shared/stream/event-stream';
import { type ApiFault, type ApiResult, api, isAlive, isSignedOut } from './api';
import { DetailLoader } from './detail-loader';
import type { PendingMessage } from './state/conversation';
import type { DeskChange, DeskState } from './state/desk-state';
import { withoutGaps } from './state/fill-reply';
import { chosenOf, followedBy, groupsOf, mayFollowOthers, readFor } from './state/groups';
import { hasUnsent, isMineGone } from './state/is-mine-gone';
import { neighbourIn } from './state/neighbour-in';
import { hashOf, type Route } from './state/route';
import type { Store } from './state/store';

export interface DeskOptions {
  readonly store: Store<DeskState, DeskChange>;
  /** Something was refused: say why. */
  readonly refused: (fault: ApiFault) => void;
  /** Something was done that is worth a word. */
  readonly done: (what: 'noted' | 'transferred' | 'called_back' | 'finished' | 'corrected' | 'resent') => void;
  /** The session is over without having been ended here. */
  readonly sessionEnded: () => void;
}

const goneFault: ApiFault = { status: 404, code: 'gone', agent: undefined, retryAfterSeconds: 0 };
const typingEveryMs = 3000;
const probeEveryMs = 20_000;
/** What is open is at most half a minute old, the way there and back included. */
const lookEveryMs = 25_000;

/**
 * What the page does, as one object the views are given: each act asks the server and lets the answer, or the stream,
 * change the state. A view never calls the server itself, except to look something up for itself alone.
 */
export class Desk {
  private readonly stream: EventStream;
  private readonly store: Store<DeskState, DeskChange>;
  private lastTyping = 0;
  private lastHeard = 0;
  private begun: string | undefined;
  private line: readonly string[] | undefined;
  /** What I gave to somebody else myself. */
  private readonly passedOn = new Set<string>();
  private readonly details: DetailLoader;

  constructor(private readonly options: DeskOptions) {
    this.store = options.store;
    this.details = new DetailLoader({
      store: this.store,
      gone: (id) => {
        if (this.chosenId() === id && !this.store.get().handoffs.has(id)) this.open(undefined);
      },
      fault: (fault) => this.fault(fault),
    });
    this.stream = new EventStream({
      connect: (handlers) => browserConnection(handlers),
      position: (conversationId) => this.store.get().conversations.get(conversationId)?.last ?? 0,
      complaintOf: (conversationId) => readFor(this.store.get(), conversationId),
      received: (event) => {
        this.lastHeard = Date.now();
        const state = this.store.get();
        if (isMineGone(event, state) && !this.passedOn.delete(event.id))
          this.options.refused(hasUnsent(event.id, state) ? { ...goneFault, code: 'gone_unsent' } : goneFault);
        this.store.dispatch({ type: 'event', event, at: Date.now() });
      },
      changed: (connection) => {
        this.store.dispatch({ type: 'connection', connection });
        if (connection === 'lost') void isSignedOut().then((isOver) => isOver && this.ended());
      },
      ended: () => this.ended(),
      random: Math.random,
    });
    this.store.subscribe((state, before) => this.follow(state, before));
    addEventListener('online', () => this.stream.retry());
    setInterval(() => void this.probe(), probeEveryMs);
    setInterval(() => document.hidden || void this.details.lookAgain(), lookEveryMs);
  }

  /** Who am I, when the page is opened. */
  async start(): Promise<void> {
    const answer = await api.me();
    if (answer.ok) this.enter(answer.value);
    else this.store.dispatch({ type: 'signed_out' });
  }

  async signIn(name: string, password: string): Promise<ApiFault | undefined> {
    const answer = await api.signIn({ name, password });
    if (!answer.ok) return answer.fault;
    this.enter(answer.value);
    return undefined;
  }

  async signOut(): Promise<void> {
    this.stream.stop();
    await api.signOut();
    this.store.dispatch({ type: 'signed_out' });
  }

  go(route: Route): void {
    location.hash = hashOf(route);
  }
  open(id: string | undefined): void {
    this.go(id === undefined ? { view: 'inbox' } : { view: 'inbox', id });
  }

  /** The hotline put a call through: the brief by the id of its conversation. */
  async openConversation(conversationId: string): Promise<void> {
    const found = await this.lookUp(api.ofConversation(conversationId));
    if (found) this.open(found.id);
  }

  async presence(wish: PresenceWish): Promise<void> {
    const me = await this.lookUp(api.presence(wish, randomKey()));
    if (me) this.store.dispatch({ type: 'me', me });
  }

  async accept(id: string): Promise<void> {
    await this.begin(id, api.accept(id, randomKey()));
  }
  async decline(id: string): Promise<void> {
    await this.act(api.decline(id, randomKey()));
    if (this.chosenId() === id) this.open(undefined);
  }
  async take(id: string): Promise<void> {
    await this.begin(id, api.take(id, randomKey()));
  }

  /** Shown at once, marked until the transcript has it. */
  async send(summary: HandoffSummary, text: string): Promise<void> {
    const message: PendingMessage = { id: randomKey(), text, at: Date.now(), state: 'sending' };
    await this.deliver(summary, message);
  }
  /** The same message with the same id: if it had arrived after all, it stays one. */
  async sendAgain(summary: HandoffSummary, message: PendingMessage): Promise<void> {
    await this.deliver(summary, { ...message, state: 'sending' });
  }
  dropMessage(summary: HandoffSummary, message: PendingMessage): void {
    this.store.dispatch({ type: 'unpend', conversationId: summary.conversationId, id: message.id });
  }

  /** @param key of the dialog it is written in, as in all acts below: said again there it is the same act */
  note(id: string, kind: 'note' | 'whisper', text: string, key: string): Promise<boolean> {
    return this.act(api.note(id, { id: key, kind, text }), 'noted');
  }
  transfer(id: string, to: Transfer, key: string): Promise<boolean> {
    this.passedOn.add(id);
    return this.act(api.transfer(id, to, key), 'transferred');
  }
  reassign(id: string, to: Transfer, key: string): Promise<boolean> {
    this.passedOn.add(id);
    return this.act(api.reassign(id, to, key), 'transferred');
  }
  callBack(id: string, wish: CallBackWish, key: string): Promise<boolean> {
    return this.act(api.callBack(id, wish, key), 'called_back');
  }
  finish(id: string, wrapUp: NewWrapUp, key: string): Promise<boolean> {
    return this.act(api.finish(id, wrapUp, key), 'finished');
  }
  correctType(id: string, correction: TypeCorrection): Promise<boolean> {
    return this.act(api.correctType(id, correction, randomKey()), 'corrected');
  }
  async reveal(id: string, wish: RevealWish): Promise<boolean> {
    const revealed = await this.lookUp(api.reveal(id, wish));
    if (revealed) this.store.dispatch({ type: 'revealed', id, revealed });
    return revealed !== undefined;
  }
  hide(id: string): void {
    this.store.dispatch({ type: 'hidden', id });
  }
  async resend(key: string): Promise<boolean> {
    return this.act(api.resend(key, randomKey()), 'resent');
  }

  draft(conversationId: string, text: string): void {
    this.store.dispatch({ type: 'draft', conversationId, text });
    const now = Date.now();
    if (text === '' || now - this.lastTyping < typingEveryMs) return;
    this.lastTyping = now;
    this.stream.typing(conversationId);
  }
  /** Put behind what is already written: whole words, without gaps to be filled. */
  insert(conversationId: string, words: string): void {
    const text = withoutGaps(words);
    const before = this.store.get().drafts.get(conversationId) ?? '';
    this.store.dispatch({ type: 'draft', conversationId, text: before === '' ? text : `${before.trimEnd()}\n${text}` });
  }
  read(conversationId: string): void {
    const seq = this.store.get().conversations.get(conversationId)?.last ?? 0;
    this.store.dispatch({ type: 'read', conversationId, seq });
  }

  async loadColleagues(): Promise<void> {
    const answer = await api.colleagues();
    if (answer.ok) this.store.dispatch({ type: 'colleagues', colleagues: answer.value.colleagues });
  }
  /** The value, or undefined after the fault was told. */
  async lookUp<Value>(asked: Promise<ApiResult<Value>>): Promise<Value | undefined> {
    const answer = await asked;
    if (answer.ok) return answer.value;
    this.fault(answer.fault);
    return undefined;
  }

  private enter(me: Me): void {
    this.store.dispatch({ type: 'signed_in', me });
    this.stream.start();
    void this.loadWords();
    void this.loadColleagues();
  }

  private async loadWords(): Promise<void> {
    const answer = await api.words();
    if (answer.ok) this.store.dispatch({ type: 'words', words: answer.value });
    else if (this.store.get().phase === 'signed_in') setTimeout(() => void this.loadWords(), 3000);
  }

  private follow(state: DeskState, before: DeskState): void {
    if (mayFollowOthers(state, before)) this.stream.follow(followedBy(state));
    this.details.follow(state, before);
  }

  private async deliver({ id, conversationId }: HandoffSummary, message: PendingMessage): Promise<void> {
    this.store.dispatch({ type: 'pending', conversationId, message });
    const answer = await api.message(id, { id: message.id, text: message.text });
    this.store.dispatch({
      type: 'pending',
      conversationId,
      message: answer.ok ? { ...message, state: 'accepted', logId: answer.value.id } : { ...message, state: 'failed' },
    });
    if (!answer.ok) this.fault(answer.fault);
  }

  private async begin(id: string, asked: Promise<ApiResult<HandoffDetail>>): Promise<void> {
    this.begun = id;
    const isDone = await this.act(asked);
    const { details, me } = this.store.get();
    if (isDone && details.get(id)?.agent === me?.name) return this.open(id);
    this.begun = undefined;
    // Done, and with somebody else by now: the stream was faster than the answer.
    if (isDone) this.options.refused(goneFault);
  }
  /** Whether it was accepted just now, so that the answer can be begun at once; once. */
  hasBegun(id: string): boolean {
    const just = this.begun === id;
    if (just) this.begun = undefined;
    return just;
  }

  private async act(
    asked: Promise<ApiResult<HandoffDetail | undefined>>,
    done?: Parameters<DeskOptions['done']>[0],
  ): Promise<boolean> {
    const answer = await asked;
    if (!answer.ok) {
      this.fault(answer.fault);
      return false;
    }
    if (answer.value) this.store.dispatch({ type: 'detail', detail: answer.value });
    if (done) this.options.done(done);
    return true;
  }

  /** Says why; a session that is over leads to the sign-in. */
  fault(fault: ApiFault): void {
    if (fault.status === 401) this.ended();
    else this.options.refused(fault);
  }

  private ended(): void {
    if (this.store.get().phase === 'signed_out') return;
    this.stream.stop();
    this.options.sessionEnded();
    this.store.dispatch({ type: 'signed_out' });
  }

  /** A dead network says nothing: after a silence, an address that costs nothing and keeps no session awake is asked. */
  private async probe(): Promise<void> {
    if (this.store.get().connection !== 'open' || Date.now() - this.lastHeard < probeEveryMs) return;
    if (!(await isAlive())) this.stream.retry();
  }

  private chosenId = (): string | undefined => chosenOf(this.store.get())?.id;
  /** Who waits, in the order the inbox shows by now; `undefined`: it shows nobody. */
  shows(line: readonly string[] | undefined): void {
    this.line = line;
  }
  /** The inbox's next or previous one, from the one that is open. */
  step(by: 1 | -1): void {
    const { offered, mine, waiting } = groupsOf(this.store.get());
    const ids = [...offered, ...mine].map(({ id }) => id).concat(this.line ?? waiting.map(({ id }) => id));
    const next = neighbourIn(ids, this.chosenId(), by);
    if (next !== undefined) this.open(next);
  }
}
