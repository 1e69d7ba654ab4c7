import { type Activity, ActivityTypes, InputHints, type TurnContext } from 'botbuilder';
import type { DeskState } from '../../../dialogs/desk-state';
import type { Services } from '../../../dialogs/services';
import type { Value } from '../../conversation/replies';
import { type Turn, turnOf } from '../../conversation/turn';
import type { Language } from '../../ports/language';
import { speechOf } from '../../wording/speech';
import type { CallAct, Speech } from './call';
import type { CallState, Gather } from './call-state';
import type { Listening } from './listening';

/** What the call flow is made of. */
export interface CallDeps {
  readonly services: Pick<
    Services,
    'replies' | 'understander' | 'accounts' | 'queue' | 'acts' | 'hours' | 'sms' | 'log' | 'metrics'
  >;
  readonly hints: Readonly<Record<Language, readonly string[]>>;
  readonly cueOf: (utterance: string) => 'slower' | 'faster' | 'again' | undefined;
  /** Whether a call can be put through to a person at all. */
  readonly canTransfer: boolean;
}

/** How long a person's telephone rings. */
export const ringMs = 30_000;
const silenceMs = { usual: 6_000, slow: 9_000 };

/** One turn of a call: what is said grows by pieces, then one act ends it; sent as one reply that carries the acts. */
export class CallTurn {
  readonly turn: Turn;
  private readonly spoken: Speech[] = [];
  private acts: CallAct[] | undefined;
  /** What the transcript shows in place of what is heard. */
  written: string | undefined;

  constructor(
    readonly context: TurnContext,
    readonly call: CallState,
    readonly desk: DeskState,
    readonly deps: CallDeps,
  ) {
    this.turn = turnOf(context);
  }

  /** The mobile number the caller calls from; routes and proposes, proves nothing (S13). */
  get ownNumber(): string | undefined {
    return /^1[3-9]\d{9}$/.test(this.turn.userId) ? this.turn.userId : undefined;
  }

  wording(name: string, values?: Readonly<Record<string, Value>>): string {
    return this.deps.services.replies.say(name, this.call.language, values).speak;
  }

  /** @param language of this piece alone; @param bargeIn notices the law asks for are heard to the end */
  say(text: string, { language = this.call.language, bargeIn = true } = {}): this {
    if (text !== '') this.spoken.push({ text: speechOf(text, language), language, slow: this.call.slow, bargeIn });
    return this;
  }

  tell(name: string, values?: Readonly<Record<string, Value>>): this {
    return this.say(this.wording(name, values));
  }

  get saidNothing(): boolean {
    return this.spoken.length === 0;
  }

  /** Listens for what comes next. Notices go before, so that nothing interrupts them. */
  listen(how: Listening, input: Gather['input'] = 'speech and keys'): void {
    const { call, deps } = this;
    call.keys = how.keys;
    call.digits = how.digits;
    if (how.question === undefined) delete call.question;
    else call.question = how.question;
    for (const told of how.told) this.say(told);
    const titles = Object.values(how.keys).map(({ title }) => title);
    this.gather({
      act: 'gather',
      prompts: this.spoken.filter(({ bargeIn }) => bargeIn),
      hints: [...new Set([...titles, ...deps.hints[call.language]])].slice(0, 100),
      language: call.language,
      input,
      maxDigits: how.maxDigits,
      silenceMs: call.slow ? silenceMs.slow : silenceMs.usual,
    });
  }

  /** Puts the last question again, with what was said now before it; without `prompts` only what was said now is heard. */
  listenAgain(prompts: 'in full' | 'without prompts' = 'in full'): void {
    const { asked, slow } = this.call;
    if (!asked) {
      this.listen({ keys: {}, digits: 'one', maxDigits: 1, told: [] });
      return;
    }
    const before = prompts === 'in full' ? asked.prompts.map((prompt) => ({ ...prompt, slow })) : [];
    const now = this.spoken.filter(({ bargeIn }) => bargeIn);
    this.acts = [...this.notices(), { ...asked, prompts: [...now, ...before] }];
  }

  transfer(): void {
    Object.assign(this.call, { phase: 'transferring', keys: {}, digits: 'one' });
    delete this.call.question;
    const spoken = this.spoken.map((speech): CallAct => ({ act: 'say', speech: { ...speech, bargeIn: false } }));
    this.acts = [...spoken, { act: 'transfer', conversationId: this.turn.conversationId, timeoutMs: ringMs }];
  }

  hangUp(): void {
    this.call.phase = 'ended';
    this.acts = [...this.spoken.map((speech): CallAct => ({ act: 'say', speech })), { act: 'hangup' }];
  }

  /** Sends the one reply of this turn. */
  async flush(): Promise<void> {
    if (!this.acts) return;
    const spoken = this.acts.flatMap((act) =>
      act.act === 'say' ? [act.speech] : act.act === 'gather' ? act.prompts : [],
    );
    const speak = spoken.map(({ text }) => text).join(' ');
    const reply: Partial<Activity> = {
      type: ActivityTypes.Message,
      text: this.written ?? speak,
      speak,
      locale: this.call.language,
      inputHint: InputHints.ExpectingInput,
      channelData: { call: this.acts },
    };
    await this.context.sendActivity(reply);
  }

  private gather(gather: Gather): void {
    this.call.asked = gather;
    this.acts = [...this.notices(), gather];
  }

  private notices(): CallAct[] {
    return this.spoken.filter(({ bargeIn }) => !bargeIn).map((speech) => ({ act: 'say', speech }));
  }
}
