import type { CallAct, CallEvent } from '../../src/channels/voice/call';
import type { CallState } from '../../src/channels/voice/call-state';
import { conversationOfCall } from '../../src/channels/voice/conversation-id';
import { type Customer, type Heard, stateOf } from './customer';
import { channelSecret, type TestDesk } from './desk';

const languageKeys: Readonly<Record<string, string>> = { 'zh-Hant': '2', en: '3' };

export interface Caller extends Customer {
  hangUp(): Promise<void>;
}

/** Calls without a number, speaks, presses keys for what is offered and for whatever is a number. */
export function voiceCustomer(
  desk: TestDesk,
  { locale, callId, from = 'anonymous' }: { readonly locale: string; readonly callId: string; readonly from?: string },
): Caller {
  const conversationId = conversationOfCall(callId, channelSecret);
  let step = 0;
  let unsaid: string[] = [];
  let read = 0;

  const call = async (): Promise<CallState | undefined> =>
    (await stateOf(desk, conversationId, 'call')) as CallState | undefined;

  async function tell(what: CallEvent['what']): Promise<Heard> {
    const acts = await desk.calls.handle({ callId, from, to: '10086', step, what });
    step += 1;
    return answer(spokenOf(acts), acts);
  }

  async function answer(spoken: string, acts: readonly CallAct[]): Promise<Heard> {
    await desk.settle();
    const written = await news();
    const state = await call();
    const { keys = {}, language = 'zh-Hans' } = state ?? {};
    // 0 is a person, wherever the caller is.
    const person = desk.services.replies.choice('person', language).title;
    const choices = [...Object.values(keys).map(({ title }) => title), person];
    const shown = [spoken, ...Object.entries(keys).map(([key, { title }]) => `${key} = ${title}`), ...ends(acts)];
    const heard = { text: [...new Set([written, spoken])].join('\n').trim(), choices, shown: shown.join('\n') };
    return state?.phase === 'text_offered' ? byText(heard) : heard;
  }

  /** The rest is wanted as a text message. */
  async function byText(before: Heard): Promise<Heard> {
    const after = await tell({ kind: 'keys', digits: '1' });
    const text = desk.transport.sent.at(-1)?.text ?? '';
    const { choices } = before;
    return { text: `${before.text}\n${text}`, choices, shown: `${before.shown}\n> [1]\n${after.shown}\n(SMS) ${text}` };
  }

  async function news(): Promise<string> {
    const entries = await desk.turns.read(conversationId, read, 1000);
    read = entries.at(-1)?.seq ?? read;
    return entries
      .filter(({ direction }) => direction === 'out')
      .map(({ activity }) => activity.text ?? '')
      .join('\n');
  }

  return {
    channel: 'voice',
    ...(from !== 'anonymous' && { ownNumber: from }),
    conversationId,
    async begin() {
      const welcome = await tell({ kind: 'start' });
      const key = languageKeys[locale];
      return key === undefined ? welcome : tell({ kind: 'keys', digits: key });
    },
    async say(text, { burst = false } = {}) {
      unsaid.push(text);
      // The recogniser waits for the end of the story.
      if (burst) return { text: '', choices: [], shown: '' };
      const whole = unsaid.join('，');
      const single = unsaid.length === 1;
      unsaid = [];
      const isPerson = whole === desk.services.replies.choice('person', 'zh-Hans').title;
      const digits = !single ? undefined : isPerson ? '0' : keysFor(whole, await call());
      return tell(digits === undefined ? { kind: 'speech', text: whole, confidence: 0.9 } : { kind: 'keys', digits });
    },
    async hangUp() {
      await tell({ kind: 'ended', reason: 'completed' });
    },
    async wait(ms) {
      desk.clock.advance(ms);
      await desk.turns.tick();
      await desk.settle();
      const text = await news();
      return { text, choices: [], shown: text };
    },
  };
}

function keysFor(text: string, state: CallState | undefined): string | undefined {
  const key = Object.entries(state?.keys ?? {}).find(([, { title }]) => title === text)?.[0];
  if (key !== undefined) return key;
  const digits = text.replace(/[\sC-]/g, '');
  return state?.digits === 'number' && /^\d{2,13}$/.test(digits) ? digits : undefined;
}

/** Everything heard, in order. */
const spokenOf = (acts: readonly CallAct[]): string =>
  acts
    .flatMap((act) => (act.act === 'say' ? [act.speech] : act.act === 'gather' ? act.prompts : []))
    .map(({ text }) => text)
    .join(' ');

const ends = (acts: readonly CallAct[]): string[] =>
  acts.flatMap(({ act }) => (act === 'transfer' || act === 'hangup' ? [`<${act}>`] : []));
