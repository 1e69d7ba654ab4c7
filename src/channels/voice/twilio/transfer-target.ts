import type VoiceResponse from 'twilio/lib/twiml/VoiceResponse';
import type { CallAct } from '../call';

/**
 * Where people answer. `dial`: called from here, the call comes back when nobody answers; `refer`: the caller's own SIP
 * carrier calls there; `enqueue`: a queue of the platform, by its name.
 */
export interface TransferTarget {
  readonly how: 'dial' | 'refer' | 'enqueue';
  /** `sip:agents@pbx.example.com`, `tel:+861012345678`, or the queue's name. */
  readonly uri: string;
}

/** With this header the agent's desk finds the conversation. */
export const conversationHeader = 'X-Conversation-Id';

export interface TransferAddresses {
  /** Where the end of the transfer is told. */
  readonly action: string;
  /** What the person hears before the caller is joined. */
  readonly whisper: string;
}

/** Puts the call through to a person. */
export function dialPerson(
  response: VoiceResponse,
  { how, uri }: TransferTarget,
  { conversationId, timeoutMs }: Extract<CallAct, { act: 'transfer' }>,
  { action, whisper }: TransferAddresses,
): void {
  const withId = `${uri}${uri.includes('?') ? '&' : '?'}${conversationHeader}=${encodeURIComponent(conversationId)}`;
  switch (how) {
    case 'dial': {
      const dial = response.dial({ action, method: 'POST', timeout: Math.round(timeoutMs / 1000) });
      // Runs on the person's own leg once they answer; the caller is joined when it ends.
      const leg = { url: whisper, method: 'POST' };
      if (uri.startsWith('tel:')) dial.number(leg, uri.slice(4));
      else dial.sip(leg, withId);
      return;
    }
    case 'refer':
      response.refer({ action, method: 'POST' }).sip(withId);
      return;
    case 'enqueue':
      response.enqueue({ action, method: 'POST' }, uri);
  }
}

type Result = 'answered' | 'busy' | 'no_answer' | 'failed';

/** What the platform calls the end of a transfer; a word not listed is a failure. */
const results: ReadonlyMap<string, Result> = new Map([
  // <Dial>
  ['completed', 'answered'],
  ['answered', 'answered'],
  ['busy', 'busy'],
  ['no-answer', 'no_answer'],
  // <Enqueue>; a caller who hung up while waiting is not asked anything more
  ['bridged', 'answered'],
  ['bridging-in-process', 'answered'],
  ['hangup', 'answered'],
  ['redirected', 'answered'],
  ['redirected-from-bridged', 'answered'],
  ['leave', 'no_answer'],
  ['queue-full', 'busy'],
]);

/** How a transfer ended, from the form the platform posts to its action. */
export const transferResult = (form: Readonly<Record<string, string>>): Result =>
  results.get(form['DialCallStatus'] ?? form['QueueResult'] ?? form['ReferCallStatus'] ?? '') ?? 'failed';
