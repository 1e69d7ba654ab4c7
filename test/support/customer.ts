import { maskPhone } from '../../src/ports/mask';
import type { SayOptions, TestDesk } from './desk';

/** The channels every script runs on. */
export const scriptChannels = ['web', 'sms', 'voice'] as const;
export type ScriptChannel = (typeof scriptChannels)[number];

/** What came back, as the customer takes it in. */
export interface Heard {
  /** All of it as read: also what had to be asked for by "M", or came as a text message in place of a long speech. */
  readonly text: string;
  /** Titles of what can be chosen. */
  readonly choices: readonly string[];
  /** As it reaches the customer: text and buttons, text messages, speech and keys. */
  readonly shown: string;
}

/** Somebody who talks to the desk on one channel; what they do reads the same on all of them. */
export interface Customer {
  readonly channel: ScriptChannel;
  /** The number this customer writes from, where the channel tells. */
  readonly ownNumber?: string;
  readonly conversationId: string;
  /** The desk's first words, if it speaks first. */
  begin(): Promise<Heard>;
  say(text: string, options?: SayOptions): Promise<Heard>;
  /** Lets time pass. */
  wait(ms: number): Promise<Heard>;
}

/** Whether the desk waits for a phone number just now. */
export async function asksForNumber(desk: TestDesk, conversationId: string): Promise<boolean> {
  const stack = (await stateOf(desk, conversationId, 'dialogs'))?.dialogStack as
    | readonly { readonly state: { readonly expecting?: string } }[]
    | undefined;
  return stack?.at(-1)?.state.expecting?.startsWith('phone') ?? false;
}

/** One property of the conversation's stored state. */
export async function stateOf(
  desk: TestDesk,
  conversationId: string,
  property: string,
): Promise<Record<string, unknown> | undefined> {
  const record = await desk.store.conversations.load(conversationId);
  for (const kept of Object.values(record?.state ?? {})) {
    const found = (kept as Record<string, unknown> | null)?.[property];
    if (found !== undefined) return found as Record<string, unknown>;
  }
  return undefined;
}

/** Phone numbers as they may be shown on a channel. */
export const masked = (text: string): string => text.replace(/1[3-9]\d{9}/g, (phone) => maskPhone(phone));
