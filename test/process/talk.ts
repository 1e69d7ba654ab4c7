import { setTimeout as pause } from 'node:timers/promises';

/** A customer at a running server, over REST, one message at a time. */
export interface Talk {
  readonly conversationId: string;
  readonly token: string;
  readonly streamUrl: string;
  /** Says something and answers what the desk says to it. */
  say(text: string, more?: object): Promise<string>;
  /** The plain call, for what is not a conversation. */
  post(text: string, more?: object): Promise<Response>;
}

/** @param credential the secret, or the token of a chat session */
export async function startTalk(base: string, credential: string): Promise<Talk> {
  const call = (method: string, path: string, token: string, body?: object): Promise<Response> =>
    fetch(base + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const started = (await (await call('POST', '/v3/directline/conversations', credential, {})).json()) as {
    conversationId: string;
    token: string;
    streamUrl: string;
  };
  const path = `/v3/directline/conversations/${started.conversationId}/activities`;
  const post = (text: string, more: object = {}) =>
    call('POST', path, started.token, { type: 'message', text, ...more });
  return {
    ...started,
    post,
    async say(text, more) {
      const response = await post(text, more);
      const { id } = (await response.json()) as { id?: string };
      if (response.status !== 200) throw new Error(`${response.status} for ${text}`);
      for (const until = Date.now() + 30_000; Date.now() < until; await pause(20)) {
        const { activities } = (await (await call('GET', path, started.token)).json()) as {
          activities: { id: string; text?: string }[];
        };
        const replies = activities.filter((activity) => activity.id.startsWith(`${id}.`));
        if (replies.length > 0) return replies.map((reply) => reply.text ?? '').join('\n');
      }
      throw new Error(`No answer to ${text}`);
    },
  };
}

/** The newest one-time code in the demo inbox. */
export async function lastCode(base: string): Promise<string> {
  const { messages } = (await (await fetch(`${base}/demo/api/inbox`)).json()) as { messages: { text: string }[] };
  return /\d{6}/.exec(messages[0]?.text ?? '')?.[0] ?? '';
}
