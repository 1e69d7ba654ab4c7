import { type ExtractedSlots, noSlots, type Understanding } from '../../src/understanding/understanding';

/** An understanding with just this in it. */
export const heardOf = (
  text: string,
  { slots = {}, ...rest }: Partial<Omit<Understanding, 'slots'>> & { slots?: Partial<ExtractedSlots> } = {},
): Understanding => ({
  text,
  language: 'zh-Hans',
  intent: 'None',
  score: 0.5,
  alternatives: [],
  complaintTypes: [],
  clauses: [{ text, start: 0, end: text.length, intent: 'None', score: 0.5 }],
  mood: { anger: 0, urgency: 0 },
  ...rest,
  slots: { ...noSlots, ...slots },
});
