import type { Activity } from 'botframework-schema';
import { callEndedEventName } from '../../conversation/turn';
import type { CallEvent } from './call';

/** What a caller did, as the call flow reads it from the stored activity. */
export type HeardEvent = Exclude<CallEvent['what'], { kind: 'start' | 'ready' | 'ended' }>;

const eventName = 'desk.call';
/** A longer utterance is cut: nobody speaks for so long at once, and the log takes no more. */
const longest = 1000;

/** The event as an incoming activity: words and keys are messages, the rest are events of our own. */
export function activityOf({ what, step }: CallEvent): Partial<Activity> {
  switch (what.kind) {
    case 'speech':
      return {
        type: 'message',
        text: what.text.slice(0, longest),
        channelData: { step, heard: 'speech', ...(what.confidence !== undefined && { confidence: what.confidence }) },
      };
    case 'keys':
      return { type: 'message', text: what.digits.slice(0, 32), channelData: { step, heard: 'keys' } };
    case 'ended':
      return { type: 'event', name: callEndedEventName, value: { reason: what.reason.slice(0, 100) } };
    default:
      return { type: 'event', name: eventName, value: what, channelData: { step } };
  }
}

/** Reads {@link activityOf} back; `undefined` for what no caller did. */
export function callEventOf({ type, name, text = '', value, channelData }: Partial<Activity>): HeardEvent | undefined {
  if (type === 'event') return name === eventName ? (value as HeardEvent) : undefined;
  if (type !== 'message') return undefined;
  const { heard, confidence } = (channelData ?? {}) as { heard?: string; confidence?: number };
  if (heard === 'keys') return { kind: 'keys', digits: text };
  return { kind: 'speech', text, ...(confidence !== undefined && { confidence }) };
}
