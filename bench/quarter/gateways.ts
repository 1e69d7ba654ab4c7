import type { AccountFacts, GatewayCall } from './protocol';

/** What one customer's handset got. */
export interface Delivered {
  readonly key: string;
  readonly to: string;
  readonly text: string;
  readonly at: number;
}
export interface Paid {
  readonly key: string;
  readonly phone: string;
  readonly amountFen: number;
  /** Number of the complaint. */
  readonly reference: string;
  readonly at: number;
}

/** Instead of an answer. */
export const away = 'away';
const nobody: AccountFacts = { subscriber: undefined, bills: [], dataUsage: undefined, services: [] };

/** The world's own message centre and business system: each key once, and a count of those that came again. */
export class Gateways {
  readonly delivered: Delivered[] = [];
  readonly paid: Paid[] = [];
  /** Keys handed over more than once. */
  readonly again: { readonly key: string; readonly at: number }[] = [];
  private readonly known = new Set<string>();

  /** Accounts of those of whom the business system has something to tell. */
  readonly accounts = new Map<string, AccountFacts>();

  /** Until when nobody can be told of a number. */
  readonly away = new Map<string, number>();

  /** @returns what was asked for, or that it cannot be told now */
  take(call: GatewayCall, at: number): unknown {
    if (call.gateway === 'read' && (this.away.get(call.read.phone) ?? 0) > at) return away;
    if (call.gateway === 'read') return (this.accounts.get(call.read.phone) ?? nobody)[call.read.what];
    const key = call.gateway === 'sms' ? `sms ${call.message.key}` : `account ${call.key}`;
    if (this.known.has(key)) {
      this.again.push({ key, at });
      return undefined;
    }
    this.known.add(key);
    if (call.gateway === 'sms') {
      const { key: own, to, text } = call.message;
      this.delivered.push({ key: own, to, text, at });
    } else if (call.action.kind === 'credit') {
      const { phone, amountFen, reference } = call.action;
      this.paid.push({ key: call.key, phone, amountFen, reference, at });
    }
    return undefined;
  }
}
