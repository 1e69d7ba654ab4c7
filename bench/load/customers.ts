import { benchCode, mixed, readScripts, type Script } from '../turns/desk-customer';
import { Chat, ChatFault } from './chat';
import type { Nodes } from './nodes';

/** What one step of a customer was: which kind of turn, and whether the conversation is over with it. */
export interface Step {
  readonly kind: string;
  readonly over: boolean;
}

/** A conversation gone through step by step: opening it, then one message a step. */
export interface Customer {
  /** Resolves when the answer is there. @throws {ChatFault} */
  step(): Promise<Step>;
  /** Leaves without a word. */
  leave(): void;
}

export interface CustomersOptions {
  readonly nodes: Nodes;
  readonly secret: string;
  /** Whether the last answer of a script must be the desk's. */
  readonly desk: boolean;
  /** How long a customer waits for an answer, ms. */
  readonly patienceMs: number;
}

/** Makes one customer after the other, their scripts mixed by shares; `steps`: how many to take before leaving. */
export type NewCustomer = (steps?: number) => Customer;

/** Phones of complaints are new each time, so that no complaint is another's repeat. */
let fresh = 0;

export function customers({ nodes, secret, desk, patienceMs }: CustomersOptions): NewCustomer {
  const order = mixed(readScripts());
  let made = 0;
  return (most = Number.POSITIVE_INFINITY) => {
    const script = order[made % order.length] as Script;
    made += 1;
    const values: Record<string, string> = {
      phone: `138000000${String((made % 10) + 1).padStart(2, '0')}`,
      code: benchCode,
      fresh_phone: `139${String(10_000_000 + fresh++)}`,
    };
    const last = Math.min(script.say.length, most);
    let chat: Chat | undefined;
    let said = 0;
    return {
      async step() {
        if (!chat) {
          chat = await Chat.open(nodes, secret, patienceMs);
          if (last === 0) chat.close();
          return { kind: 'greeting', over: last === 0 };
        }
        const line = script.say[said] ?? '';
        said += 1;
        const answer = await chat.say(line.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ''));
        if (desk && said === script.say.length && !new RegExp(script.ends).test(answer)) {
          chat.close();
          throw new ChatFault('astray', `A ${script.kind} conversation went astray at "${line}": ${answer}`);
        }
        if (said >= last) chat.close();
        return { kind: script.kind, over: said >= last };
      },
      leave: () => chat?.close(),
    };
  };
}
