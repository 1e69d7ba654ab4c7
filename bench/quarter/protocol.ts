import type { OutgoingSms } from '../../src/channels/sms/transport';
import type { CallEvent } from '../../src/channels/voice/call';
import type { Omission } from '../../src/data/ledger';
import type { FiguresAnswer, FiguresQuery } from '../../src/figures/figures';
import type { KnownProblem } from '../../src/known-problems/known-problem';
import type { ProblemNews, ProblemRepair } from '../../src/known-problems/problem-news';
import type { AccountAction, Bill, DataUsage, OrderedService, Subscriber } from '../../src/ports/account-gateway';

import type { Language } from './stories';

/*
 * What the world and the product say to each other: the world is the parent process (customers, agents, gateways, the
 * clock), the product is the child (dialogs, acts, timers, store). Every question carries the virtual time it is asked at.
 */

/** How the product's process is started; argument of it as JSON. */
export interface ProductOptions {
  /** The repository. */
  readonly root: string;
  /** Where the store is: a folder with the embedded one, or a database that several nodes share. */
  readonly store: StorePlace;
  /** Virtual time it comes up at, epoch ms. */
  readonly at: number;
  /** How often it was started: ids of one life are no ids of another. */
  readonly life: number;
  readonly staff: readonly StaffMember[];
}

export type StorePlace = { readonly dir: string } | { readonly url: string; readonly database: string };

export interface StaffMember {
  readonly name: string;
  readonly displayName: string;
  readonly role: 'agent' | 'supervisor';
}

/** Where the product is stopped in the middle of a request, for the crash. */
export type CrashPoint =
  /** A complaint is stored, the turn that filed it is not committed. */
  | 'complaint_stored'
  /** An act on a complaint is stored, whoever did it has not heard. */
  | 'act_stored'
  /** The gateway has a text message or a payment, the outbox has not noted it. */
  | 'sms_sent'
  | 'remedy_paid';

/** Arguments as `ComplaintActs` has them, after the id; `by` is a staff name. */
export type AgentAct =
  | { readonly act: 'assess'; readonly severity: 'low' | 'medium' | 'high' }
  | { readonly act: 'investigate' }
  | { readonly act: 'askCustomer'; readonly reason: string; readonly question: string }
  | { readonly act: 'customerAnswered'; readonly words: string }
  | { readonly act: 'answer'; readonly text: string; readonly cause: string }
  | {
      readonly act: 'contact';
      readonly way: 'phone' | 'chat';
      readonly outcome: 'no_answer' | 'busy' | 'no_reply' | 'reached';
    }
  | { readonly act: 'recheck'; readonly solved: boolean; readonly words: string }
  | { readonly act: 'close' }
  | { readonly act: 'feedBack'; readonly note: string }
  | { readonly act: 'escalate'; readonly why: string }
  | { readonly act: 'merge'; readonly into: string; readonly why: string }
  | { readonly act: 'correctType'; readonly type: string }
  | { readonly act: 'giveRemedy'; readonly id: string; readonly code: string; readonly amountFen?: number }
  | { readonly act: 'decideRemedy'; readonly id: string; readonly approve: boolean };

export type LineAct =
  | { readonly act: 'take' }
  | { readonly act: 'transfer'; readonly team: string }
  | { readonly act: 'say'; readonly messageId: string; readonly text: string }
  | { readonly act: 'finish'; readonly result: 'solved' | 'not_solved'; readonly cause: string };

/** Arguments as `KnownProblems` has them; a suggestion is opened for the kind and the places it was made for. */
export type ProblemAct =
  | { readonly act: 'open'; readonly wish: ProblemNews & { readonly numbers: readonly string[] } }
  | { readonly act: 'dismiss'; readonly why: string }
  | ({ readonly act: 'update' } & ProblemNews)
  | ({ readonly act: 'repair' } & ProblemRepair)
  | { readonly act: 'close' };

export type Question =
  /** Opens a chat; the same id again is the same chat. */
  | { readonly do: 'open'; readonly conversation: string; readonly user: string; readonly locale: string }
  | { readonly do: 'chat'; readonly conversation: string; readonly id: string; readonly text: string }
  | { readonly do: 'sms'; readonly from: string; readonly id: string; readonly text: string }
  | { readonly do: 'call'; readonly event: CallEvent }
  | { readonly do: 'complaint'; readonly number: string; readonly by: string; readonly what: AgentAct }
  /** How it stands, as the page of an agent shows it. */
  | { readonly do: 'status'; readonly number: string }
  | { readonly do: 'problem'; readonly id: string; readonly by: string; readonly what: ProblemAct }
  /** A known problem as the board shows it. */
  | { readonly do: 'board'; readonly id: string }
  | { readonly do: 'line'; readonly conversation: string; readonly by: string; readonly what: LineAct }
  /** A complaint of the paper book, put in without the mark of its recording. */
  | { readonly do: 'paper'; readonly key: string; readonly phone: string; readonly language: Language }
  /** What the business system posts, as bytes and signature of the request. */
  | { readonly do: 'accountEvents'; readonly body: string; readonly signature: string }
  /** Whatever is due by now: turns, timers, outbox. `restless`: something was done on another node, or one was lost. */
  | { readonly do: 'due'; readonly restless?: boolean }
  | { readonly do: 'ledger' }
  | { readonly do: 'figures'; readonly queries: readonly FiguresQuery[] }
  | { readonly do: 'arm'; readonly point: CrashPoint | undefined };

export type Asked = Question & { readonly at: number };

/** Something that appeared in the log of a conversation. */
export interface Appeared {
  readonly conversation: string;
  readonly text: string;
  readonly choices: readonly string[];
}

export interface Answer {
  /** When something in the store is due next, epoch ms. */
  readonly next?: number;
  /** When a background job of this process wants to be run besides what the store says, epoch ms. */
  readonly nextJob?: number;
  /** Something happened that the job of known problems may have work from. */
  readonly restless?: boolean;
  /** What customers were shown on pages since the last answer. */
  readonly appeared: readonly Appeared[];
  /** Complaints recorded since the last answer. */
  readonly filed: readonly Filed[];
  /** Known problems the rule has suggested since the last answer; all of them when it comes up. */
  readonly suggested: readonly string[];
  /** What the product logged as errors since the last answer. */
  readonly failures: readonly string[];
  /** Of acts: `ok`, or the reason of the refusal. */
  readonly result?: string;
  /** Of a complaint: the known problem it is part of; of the board: the problem. */
  readonly partOf?: string;
  readonly problem?: KnownProblem;
  /** Of calls: what the caller hears. */
  readonly heard?: string;
  readonly conversation?: string;
  readonly omissions?: readonly Omission[];
  readonly figures?: readonly FiguresAnswer[];
}

export interface Filed {
  readonly number: string;
  readonly conversation: string;
  readonly type: string;
  readonly subType?: string;
  readonly phone?: string;
  readonly at: number;
}

/** What the product asks of the world: its gateways. */
export type GatewayCall =
  | { readonly gateway: 'sms'; readonly message: OutgoingSms }
  | { readonly gateway: 'account'; readonly key: string; readonly action: AccountAction }
  | { readonly gateway: 'read'; readonly read: AccountRead };

/** What the business system knows of a number. */
export interface AccountFacts {
  readonly subscriber: Subscriber | undefined;
  readonly bills: readonly Bill[];
  readonly dataUsage: DataUsage | undefined;
  readonly services: readonly OrderedService[];
}
export interface AccountRead {
  readonly what: keyof AccountFacts;
  readonly phone: string;
}

export type FromParent =
  | { readonly ask: number; readonly question: Asked }
  | { readonly taken: number; readonly answer?: unknown };
export type FromChild =
  | { readonly ready: Answer }
  | { readonly answered: number; readonly answer: Answer }
  | { readonly failed: number; readonly fault: string }
  | { readonly call: number; readonly gateway: GatewayCall }
  /** It stands at the crash point and goes no further. */
  | { readonly reached: CrashPoint };
