import { type Activity, ActivityTypes, InputHints, type TurnContext } from 'botbuilder';
import type { Value } from '../src/conversation/replies';
import type { Turn } from '../src/conversation/turn';
import type { Handoff, HandoffReason } from '../src/handoff/handoff';
import type { HandoffStanding } from '../src/handoff/protocol';
import { type ChannelCapabilities, capabilitiesOf } from '../src/ports/channel';
import type { Suggestion, Wording } from '../src/ports/wording';
import type { Understanding } from '../src/understanding/understanding';
import type { DeskState } from './desk-state';
import type { Services } from './services';

const key = Symbol('desk turn');

/**
 * One turn as the dialogs see it: what was heard, what is remembered, and one reply that grows by paragraphs and
 * is sent once at the end. One reply a turn keeps a text message one message and a spoken answer one answer.
 */
export class DeskTurn {
  private readonly parts: Wording[] = [];
  private suggestions: readonly Suggestion[] = [];
  private expectsInput = true;
  private rated: { readonly topic: string; readonly source?: string } | undefined;
  private forPerson = false;
  private escalation: HandoffReason | undefined;
  private aside = false;
  private opening: { readonly wording: Wording; readonly said: () => void } | undefined;
  private standing: HandoffStanding | undefined;
  private readonly afterwards: ((messageId: string) => Promise<void>)[] = [];
  /** The complaint that the reply before these words was about. */
  spokenOf: string | undefined;
  /** The hand-over of this conversation, as it stood when the turn began. */
  handoff: Handoff | undefined;

  constructor(
    readonly context: TurnContext,
    readonly turn: Turn,
    readonly state: DeskState,
    /** `undefined` in turns that no customer's words started. */
    readonly heard: Understanding | undefined,
    readonly services: Services,
  ) {
    context.turnState.set(key, this);
  }

  static of(context: TurnContext): DeskTurn {
    const found: unknown = context.turnState.get(key);
    if (!(found instanceof DeskTurn)) throw new Error('No desk turn on this context: dialogs run inside DeskBot only.');
    return found;
  }

  get capabilities(): ChannelCapabilities {
    return capabilitiesOf[this.turn.channel];
  }

  /**
   * A person has the conversation: the bot hears and says nothing. A caller whom the bot hears is with the bot again: the
   * person talks on the telephone itself.
   */
  get ownedByPerson(): boolean {
    return this.handoff?.status === 'assigned' && !this.capabilities.spoken;
  }

  /** In line for a person. */
  get inLine(): boolean {
    return this.handoff?.status === 'waiting' || this.handoff?.status === 'offered';
  }

  /** Wording of a reply key in the customer's language. */
  wording(name: string, values?: Readonly<Record<string, Value>>): Wording {
    return this.services.replies.say(name, this.state.language, values);
  }

  /** The same as a question that can be put again in another language. */
  question(name: string, values: Readonly<Record<string, string>> = {}) {
    return { ask: this.wording(name, values), key: name, values };
  }

  choice(name: string): Suggestion {
    return this.services.replies.choice(name, this.state.language);
  }

  /** Adds a paragraph to this turn's reply. */
  say(wording: Wording, suggestions?: readonly Suggestion[]): void {
    this.parts.push(wording);
    if (suggestions) this.suggestions = suggestions;
  }

  sayKey(name: string, values?: Readonly<Record<string, Value>>, choices: readonly string[] = []): void {
    this.say(this.wording(name, values), choices.length > 0 ? choices.map((choice) => this.choice(choice)) : undefined);
  }

  /** Goes before whatever this turn says, if it says anything. @param said called when it does */
  preface(wording: Wording, said: () => void): void {
    this.opening = { wording, said };
  }

  /** Whether this turn's reply, or a choice it offers, holds these words already. */
  mentions(words: string): boolean {
    return (
      this.parts.some(({ text }) => text.includes(words)) || this.suggestions.some(({ say }) => say.includes(words))
    );
  }

  /** Called when the reply is on its way, with its id in the transcript. */
  whenSent(then: (messageId: string) => Promise<void>): void {
    this.afterwards.push(then);
  }

  /** What the customer's client learns of the hand-over with this reply. */
  tellStanding(standing: HandoffStanding): void {
    this.standing = standing;
  }

  /** Adds choices to those already offered. */
  alsoOffer(choice: Suggestion): void {
    if (!this.suggestions.some((known) => known.say === choice.say)) this.suggestions = [...this.suggestions, choice];
  }

  /** The policy wants a person to take over directly; done after the dialogs have had their say. */
  escalate(reason: HandoffReason): void {
    this.escalation = reason;
  }

  get escalated(): HandoffReason | undefined {
    return this.escalation;
  }

  /** A person serves now and has this conversation waiting: a telephone call is put through. */
  markHandedOver(): void {
    this.forPerson = true;
  }

  get handedOver(): boolean {
    return this.forPerson;
  }

  /** The customer may rate this reply (thumbs up or down). @param topic the intent it answers: what a thumb is about @param source whose words it is, where it is not taught knowledge */
  markRateable(topic: string, source?: string): void {
    this.rated = { topic, ...(source !== undefined && { source }) };
  }

  /** This reply comes between: a question put before it stands with its choices, and is what "say that again" repeats. */
  sayAside(): void {
    this.aside = true;
    const pending = this.state.lastSaid?.suggestedActions?.actions ?? [];
    this.suggestions = pending.map(({ title, value }) => ({ title, say: String(value) }));
  }

  /** Shows that the desk is at work on something slow. */
  async typing(): Promise<void> {
    await this.context.sendActivity({ type: ActivityTypes.Typing });
  }

  get saidNothing(): boolean {
    return this.parts.length === 0;
  }

  /** Sends the reply, if there is one; called once by the bot. */
  async flush(): Promise<void> {
    if (this.saidNothing) return;
    const parts = this.opening ? [this.opening.wording, ...this.parts] : this.parts;
    this.opening?.said();
    const reply: Partial<Activity> = {
      type: ActivityTypes.Message,
      text: parts.map((part) => part.text).join('\n\n'),
      speak: parts.map((part) => part.speak).join(' '),
      locale: this.state.language,
      inputHint: this.expectsInput ? InputHints.ExpectingInput : InputHints.AcceptingInput,
      ...(this.suggestions.length > 0 && {
        suggestedActions: {
          to: [],
          actions: this.suggestions.map(({ title, say }) => ({ type: 'imBack', title, value: say })),
        },
      }),
      ...(this.rated !== undefined && { channelData: { rateable: true, ...this.rated } }),
    };
    if (!this.aside) this.state.lastSaid = reply;
    const { standing } = this;
    const sent = await this.context.sendActivity(
      standing ? { ...reply, channelData: { ...reply.channelData, handoff: standing } } : reply,
    );
    // On the telephone the reply becomes part of another, and has no id of its own.
    for (const then of this.afterwards) await then(sent?.id || this.turn.turnKey);
  }

  /** Sends the last reply once more, as it was. */
  async repeatLast(): Promise<boolean> {
    const last = this.state.lastSaid;
    if (!last) return false;
    await this.context.sendActivity({ ...last });
    return true;
  }
}
