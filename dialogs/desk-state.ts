import type { Activity } from 'botbuilder';
import type {
  AnsweredValue,
  AskedValue,
  complaintEventNames,
  GreetingValue,
  ProgressValue,
  RecheckValue,
} from '../src/complaints/protocol';
import type { HandoffReason } from '../src/handoff/handoff';
import type { Answer } from '../src/knowledge/answer';
import type { NoticeValue, noticeEventName } from '../src/notices/notice';
import type { Language } from '../src/ports/language';
import type { Understanding } from '../src/understanding/understanding';

/** What the desk remembers of one conversation; plain JSON, written with every turn. */
export interface DeskState {
  language: Language;
  /** The language chosen on the page, as last seen: a change there is a wish, a repetition is none. */
  locale?: Language;
  /** Turns in a row that were not understood. */
  failedTurns: number;
  /** The number proved by a one-time code, until when. */
  identity?: { phone: string; until: number };
  /** The number the customer named, unproved. */
  statedPhone?: string;
  age?: number;
  mood: { at: number; anger: number }[];
  answered: string[];
  /** The charge the last answer explained; a complaint that follows starts with it. */
  disputable?: NonNullable<Answer['disputable']>;
  /** What "say that again" repeats. */
  lastSaid?: Partial<Activity>;
  complaints: { id: string; number: string }[];
  handoffId?: string;
  /** About the hand-over under {@link handoffId}: what the customer has been told already. */
  inLine?: { keptTold?: true; updates?: number };
  /** Parts of messages that show a grievance, and messages that were not understood: for whoever takes over. */
  spans?: string[];
  missed?: string[];
  /** The last hand-over that a person ended. */
  lastHandoff?: LastHandoff;
  promises: string[];
  /** Reasons a person was offered for; none is offered twice. */
  offered: HandoffReason[];
  /** Files sent here; `attached` ones belong to a complaint already on record. */
  evidence: { id: string; name: string; contentType: string; attached?: boolean }[];
  /** The question that could not be answered while the business system was away. */
  keptQuestion?: { intent: string; asked?: Pick<Understanding, 'text' | 'slots'> };
  /** A person was offered by the last reply: a bare yes to it is a wish for one. */
  openOffer?: HandoffReason;
  /** Complaint numbers proved by the last digits of their phone. */
  provedTickets: string[];
  /** News of complaints, and notices, that wait until what is under way has ended, oldest first. */
  news?: News[];
  /** Complaints whose customer was asked whether it is solved and has not said so yet. */
  rechecks?: { id: string; number: string }[];
  /** The complaint our last reply was about: the customer's next words are about it, unless they say otherwise. */
  spokenOf?: string;
  /** Complaints whose handler asked something that was not answered yet. */
  questions?: { id: string; number: string }[];
  /** The verified number whose complaints have been looked for. */
  remembered?: string;
  /** The customer has come back, and hears with the next reply how the open complaint stands. */
  cameBack?: true;
  /** The visit that is under way, see dialogs/contact.ts. */
  contact?: RunningContact;
  /** When we last said something nobody had asked for, and what about since the customer's last word (contact.ts). */
  unasked?: number | { readonly at: number; readonly about: readonly string[] };
  /** Failed tries to prove that a complaint is the customer's own. */
  ticketTries: number;
}

type Names = typeof complaintEventNames;
interface NewsOf<Name, Value> {
  readonly name: Name;
  readonly value: Value;
  /** It went to the customer's number as well: in full, or only that there is something. */
  byText?: 'told' | 'noticed';
}
/** An event of a complaint, see src/complaints/protocol.ts. */
export type ComplaintNews =
  | NewsOf<Names['progress'], ProgressValue>
  | NewsOf<Names['asked'], AskedValue>
  | NewsOf<Names['answered'], AnsweredValue>
  | NewsOf<Names['recheck'], RecheckValue>
  | NewsOf<Names['greeting'], GreetingValue>;

/** Whatever is told unasked. */
export type News = ComplaintNews | NewsOf<typeof noticeEventName, NoticeValue>;

/** A visit as it stands; what becomes of it is a ContactFact (src/figures/facts.ts). */
export interface RunningContact {
  readonly id: string;
  readonly startedAt: number;
  /** The last sign of life. */
  lastAt: number;
  /** Begun after something we sent unasked, and about nothing else so far. */
  byUs?: boolean;
  /** What that was about, see dialogs/contact.ts. */
  about?: readonly string[];
  /** Keyed hash of the number or of the channel's name, and whether the number was proved. */
  customer?: string;
  proved?: true;
  messages: number;
  readonly topics: string[];
  answered: number;
  missed: number;
  /** Replies the customer may have rated. */
  readonly rated: string[];
  readonly complaints: string[];
  personAsked?: true;
  readonly handoffs: string[];
}

/** What the customer and a person came to. */
export interface LastHandoff {
  id: string;
  agent?: string;
  agreed?: string;
  followUpOn?: string;
  /** Numbers of the complaints it was about. */
  numbers: string[];
  /** The customer was not satisfied: a person who is asked again comes sooner, and is another one. */
  dissatisfied?: true;
}

export const newDeskState = (): DeskState => ({
  language: 'zh-Hans',
  failedTurns: 0,
  mood: [],
  answered: [],
  complaints: [],
  promises: [],
  offered: [],
  evidence: [],
  provedTickets: [],
  ticketTries: 0,
});
