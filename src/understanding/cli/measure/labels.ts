import { familyOf } from '../../intents';

const prefixes: readonly (readonly [string, string])[] = [
  ['billing.', 'faq.billing'],
  ['data_usage.', 'faq.data_usage'],
  ['ring_back_tone.', 'faq.ring_back_tone'],
  ['service.', 'other_service'],
  ['ticket.', 'other_service'],
  ['agent.', 'agent_request'],
  ['smalltalk.', 'smalltalk'],
  ['control.', 'smalltalk'],
];

/** What rejected messages are called in labelled files. */
export const outside = 'out_of_scope';
export const person = 'agent_request';
export const smalltalk = 'smalltalk';
export const isComplaint = (name: string): boolean => name.startsWith('complaint.');

/** The label a labelled file uses for one of our intents. */
export function labelOf(intent: string): string {
  if (isComplaint(intent)) return intent;
  return prefixes.find(([prefix]) => intent.startsWith(prefix))?.[1] ?? outside;
}

const families = new Map(prefixes.map(([prefix, label]) => [label, familyOf(`${prefix}x`)]));

/** The family of intents a label stands for: what `Understanding.score` is the probability of. */
export const familyOfLabel = (label: string): string =>
  isComplaint(label) ? 'complaint' : (families.get(label) ?? 'None');
