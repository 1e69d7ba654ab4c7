import { setTimeout as pause } from 'node:timers/promises';
import type { Nodes } from '../load/nodes';
import { ChatRecord } from './chat-record';

/** What customers and agents of one run share. */
export class Floor {
  /** By conversation id. */
  readonly chats = new Map<string, ChatRecord>();
  /** Whose request for a person stands, and when it was made (ms of the benchmark's own clock). */
  readonly waiting = new Map<string, number>();
  /** What went wrong, in words. */
  readonly faults: string[] = [];
  readonly times = new Map<string, number[]>();
  /** Nobody begins anything new; what is under way comes to its end. */
  closing = false;
  /** Whether times count now. */
  measuring = false;

  constructor(
    readonly nodes: Nodes,
    readonly port: number,
    /** Direct Line secret. */
    readonly secret: string,
    private readonly random: () => number,
  ) {}

  chat(conversationId: string): ChatRecord {
    const known = this.chats.get(conversationId) ?? new ChatRecord(conversationId);
    this.chats.set(conversationId, known);
    return known;
  }

  note(kind: string, ms: number): void {
    if (!this.measuring) return;
    const known = this.times.get(kind);
    if (known) known.push(ms);
    else this.times.set(kind, [ms]);
  }

  /** A person's pause, evenly spread between two lengths. */
  think(fromMs: number, toMs: number): Promise<void> {
    return pause(fromMs + this.random() * (toMs - fromMs));
  }

  fault(what: string): void {
    this.faults.push(what);
  }
}
