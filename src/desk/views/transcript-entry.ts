import type { Activity } from 'botframework-schema';
import { handoffStatusEventName, notSentEventName, queueUpdateEventName } from '../../handoff/protocol';
import type { LoggedActivity } from '../../ports/conversation-store';
import { maskCodes } from '../../ports/mask';
import { maskedSpeech, maskedText, maskedValue } from '../../ports/masked';
import type { TranscriptEntry } from '../desk-events';

/** Events of the conversation that staff see as a line of the desk; everything else that is no message stays inside. */
const shownEvents: ReadonlySet<string> = new Set([handoffStatusEventName, queueUpdateEventName, notSentEventName]);

/** A log entry as staff see it, masked; `undefined`: not for eyes (timers, what an agent sent before it went out). */
export function transcriptEntry(logged: LoggedActivity): TranscriptEntry | undefined {
  const { seq, id, at, direction, activity } = logged;
  const base = { seq, id, at, choices: [], attachments: [] };
  if (activity.type === 'event' && direction === 'in' && shownEvents.has(activity.name ?? '')) {
    const value = maskedValue(activity.value ?? {}) as Readonly<Record<string, unknown>>;
    return { ...base, from: 'desk', text: '', event: { name: activity.name ?? '', value } };
  }
  if (activity.type !== 'message') return undefined;
  const text = maskedSpeech(activity.text ?? '');
  const attachments = (activity.attachments ?? []).flatMap(fileOf);
  if (direction === 'in') return { ...base, from: 'customer', text, attachments };
  const agent = agentNameOf(activity);
  if (agent !== undefined) return { ...base, from: 'agent', name: agent, text, attachments };
  const choices = (activity.suggestedActions?.actions ?? []).map(({ title }) => maskedText(title));
  return { ...base, from: 'bot', text, choices, attachments };
}

/** The same entry with its words as they were said, for the audited reveal; one-time codes stay hidden (L11). */
export function fullText({ direction, activity }: LoggedActivity): string | undefined {
  if (activity.type !== 'message' || activity.text === undefined) return undefined;
  return direction === 'in' && /^[\s*]*$/.test(maskedSpeech(activity.text)) ? '******' : maskCodes(activity.text);
}

/** @returns what the customer reads as the agent's name, `undefined` when it was not a person who spoke */
function agentNameOf({ from, channelData }: Partial<Activity>): string | undefined {
  const told: unknown = (channelData as { agent?: { name?: unknown } } | undefined)?.agent?.name;
  if (typeof told === 'string') return told;
  return from?.id?.startsWith('agent:') === true ? from.name || from.id.slice('agent:'.length) : undefined;
}

function fileOf({ content, name, contentType }: NonNullable<Activity['attachments']>[number]) {
  const id: unknown = (content as { id?: unknown } | undefined)?.id;
  return typeof id === 'string' ? [{ id, name: maskedText(name ?? ''), contentType }] : [];
}
