import type { TranscriptEntry } from '../../../../src/desk/desk-events';
import { type DeskWording, label } from '../../../wording/desk/desk-wording';
import { filled } from '../../../wording/wording';

/** What happened to the hand-over, in words; an event we have none for by its own name. */
export function deskLine({ event, text }: TranscriptEntry, wording: DeskWording): string {
  const words = wording.desk;
  if (!event) return text;
  const { name, value } = event;
  if (name === 'handoff.status') return statusLine(value, words);
  if (name === 'desk.queueUpdate') {
    const ahead = Number(value['position']) - 1;
    return ahead > 0 ? filled(words.queue, { n: ahead }) : words.queueNext;
  }
  if (name === 'desk.notSent') return filled(words.notSent, { name: nameOf(value), text: String(value['text']) });
  if (name === 'handoff.initiate') return words.requested;
  const known = label(wording.event, name);
  return known === name ? filled(words.other, { event: name }) : known;
}

function nameOf({ agent }: Readonly<Record<string, unknown>>): string {
  return typeof agent === 'object' && agent !== null && 'name' in agent ? String(agent.name) : '';
}

function statusLine(value: Readonly<Record<string, unknown>>, words: DeskWording['desk']): string {
  const name = nameOf(value);
  switch (value['state']) {
    case 'accepted':
      return filled(words.accepted, { name });
    case 'completed':
      return words.completed;
    case 'failed':
      return value['reason'] === 'transferred'
        ? words.transferred
        : value['reason'] === 'agent_gone'
          ? words.agentGone
          : words.notTaken;
    default:
      return filled(words.other, { event: String(value['state']) });
  }
}
