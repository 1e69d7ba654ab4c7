import type { Route } from '../platform/http';

/** A text message the demo gateway "sent". */
export interface DemoMessage {
  readonly to: string;
  readonly text: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

const shown = 100;

/**
 * What the demo SMS gateway sent, for the page `/demo/inbox`: newest first, at most 100. Demo data only, because
 * one-time codes are readable here.
 */
export function createDemoInbox(inbox: () => readonly DemoMessage[]): Route[] {
  return [
    {
      method: 'GET',
      path: '/demo/api/inbox',
      access: 'demo',
      async handle() {
        const messages = [...inbox()]
          .reverse()
          .sort((a, b) => b.at - a.at)
          .slice(0, shown)
          .map(({ to, text, at }) => ({ to, text, at }));
        return { status: 200, headers: { 'cache-control': 'no-store' }, body: { messages } };
      },
    },
  ];
}
