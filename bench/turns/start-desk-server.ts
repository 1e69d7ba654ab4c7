import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { StaffAccount } from '../../src/desk/staff-account';
import { type HelperProcess, startHelper } from '../helper-process';
import type { FrameworkBotName } from './framework-bots';
import type { ServerAnswer, ServerQuestion } from './server-process';

/** What a server of the benchmark is made of. */
export interface DeskServerOptions {
  /** The repository; its `dist` is what runs. */
  readonly root: string;
  /** Where the embedded store and the keys are; nodes of one desk share it. */
  readonly dir: string;
  /** Direct Line secret. */
  readonly secret: string;
  /** When the benchmark's day began, epoch ms; the same for all nodes, or their leases disagree. */
  readonly began: number;
  /** `recorded` answers what understanding said the first time. Default `real`. */
  readonly understanding?: 'real' | 'recorded';
  /** Who answers. Default the desk. */
  readonly bot?: 'desk' | FrameworkBotName;
  /** Data files of the dialogs instead of `nlp-models`. */
  readonly dataDir?: string;
  /** Who may sign in to the desk. Default nobody. */
  readonly staff?: readonly StaffAccount[];
  /** Whether to say how late timers are (a timer of 10 ms); not while turns are compared. */
  readonly lag?: boolean;
  /** Default: the embedded store in `dir`. */
  readonly mongo?: { readonly url: string; readonly database: string };
}

export type DeskServer = HelperProcess<ServerQuestion, ServerAnswer>;

/** Starts `desk-server.ts` and waits until it listens. */
export function startDeskServer(options: DeskServerOptions, nodeOptions: readonly string[] = []): Promise<DeskServer> {
  return startHelper<ServerQuestion, ServerAnswer>(join(__dirname, 'desk-server.ts'), {
    args: [JSON.stringify(options)],
    nodeOptions,
    env: { TZ: 'Asia/Shanghai' },
  });
}

export const newSecret = (): string => randomBytes(32).toString('hex');
