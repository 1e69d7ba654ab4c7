import { longestQuestion } from '../learning/learning';

/**
 * How much people may write, in UTF-16 units as fields of a page count them: one number each for the page, which lets them
 * type no more, and for the API, which takes no more.
 */
export const longest = {
  name: 64,
  password: 200,
  /** To a customer, in a conversation. */
  message: 5_000,
  /** Of one of us to others of us: a note, a whisper, a word for whoever takes over. */
  note: 2_000,
  /** Why something is done, for history and trail. */
  why: 500,
  /** What was agreed when a hand-over ends: the customer hears it. */
  agreed: 500,
  /** Asked of a customer while a complaint waits for them. */
  ask: 1_000,
  /** What a customer said, written down by us. */
  said: 2_000,
  /** The decision on a complaint. */
  decision: 2_000,
  /** What everybody attached to a known problem is told, on every channel: what is known, and the repair. */
  told: 500,
  /** A corrective action. */
  action: 2_000,
  /** What became of it. */
  actionNote: 1_000,
  /** Of a draft for the knowledge base. */
  question: longestQuestion,
  answer: 2_000,
  /** What is looked up in the knowledge base. */
  search: 200,
  /** The number of a complaint, in any form people write it. */
  number: 60,
} as const;

/** How many at once. */
export const most = {
  /** Complaints attached when a known problem is opened. */
  attached: 200,
  /** Complaints a corrective action names. */
  ofAction: 100,
  /** Other wordings of a draft's question. */
  alternatives: 20,
} as const;

/** Room for so many numbers of complaints, with what stands between them. */
export const roomForNumbers = (count: number): number => 25 * count;
