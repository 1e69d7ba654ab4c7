import type { Target, Verb } from '@jambonz/sdk/types';

/** How callers reach a person. */
export interface JambonzTransfer {
  /** The person is called, and the call comes back; the call waits in a queue of the platform; or it is handed on for good. */
  readonly how: 'dial' | 'enqueue' | 'refer';
  /** A SIP address or `tel:` number, or the name of the queue. */
  readonly uri: string;
}

export interface TransferHooks {
  readonly done: string;
  /** Asked while the caller waits in a queue. */
  readonly waiting: string;
  /** Asked when the person called has answered, on their leg; the caller is joined when its verbs are done. */
  readonly whisper: string;
}

const header = 'X-Conversation-Id';

/** @param conversationId goes along, so that the desk opens the brief by itself */
export function transferVerbs(
  { how, uri }: JambonzTransfer,
  conversationId: string,
  timeoutMs: number,
  hooks: TransferHooks,
): Verb[] {
  const headers = { [header]: conversationId };
  if (how === 'refer') return [{ verb: 'sip:refer', referTo: uri, headers, actionHook: hooks.done }];
  if (how === 'dial') {
    const timeout = Math.ceil(timeoutMs / 1000);
    return [
      { verb: 'dial', target: [targetOf(uri)], headers, timeout, actionHook: hooks.done, confirmHook: hooks.whisper },
    ];
  }
  return [
    // A queue carries no headers; what is tagged comes with every later event of the call.
    { verb: 'tag', data: { conversationId } },
    { verb: 'enqueue', name: uri, actionHook: hooks.done, waitHook: hooks.waiting },
  ];
}

const targetOf = (uri: string): Target =>
  /^sips?:/i.test(uri) ? { type: 'sip', sipUri: uri } : { type: 'phone', number: uri.replace(/^tel:/i, '') };
