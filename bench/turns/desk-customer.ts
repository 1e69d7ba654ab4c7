import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parse } from 'yaml';
import type { HttpConnection, HttpReply } from './http-connection';
import type { Customer } from './load';

export interface Script {
  readonly kind: string;
  readonly share: number;
  readonly say: readonly string[];
  readonly ends: string;
}

/** The code the benchmark's server sends to everyone. */
export const benchCode = '246810';
const base = '/v3/directline/conversations';
const patienceMs = 10_000;
/** Between two looks for an answer; doubles each time. */
const firstPauseMs = 4;
const longestPauseMs = 64;

export const readScripts = (): Script[] => parse(readFileSync(join(__dirname, 'scripts.yaml'), 'utf8')) as Script[];

/** The scripts in the order they are gone through, mixed by their shares. */
export function mixed(scripts: readonly Script[]): Script[] {
  const left = scripts.map((script) => ({ script, count: script.share }));
  const order: Script[] = [];
  while (left.some(({ count }) => count > 0)) {
    for (const one of left) {
      if (one.count === 0) continue;
      one.count -= 1;
      order.push(one.script);
    }
  }
  return order;
}

/**
 * Customers over Direct Line's REST interface, as a server of the operator's brings them in: with the secret it opens
 * a conversation, with the conversation's token it posts what the customer says and reads until the answer is there.
 * So no limit has to be lifted: a conversation stays under 20 messages in 10 s, and the secret opens many.
 */
export function deskCustomer(secret: string, scripts: readonly Script[] = readScripts()): (index: number) => Customer {
  const order = mixed(scripts);
  let fresh = 0;
  return (index) => {
    let next = index;
    return async (connection, note, over) => {
      const script = order[next++ % order.length] as Script;
      const values: Record<string, string> = {
        phone: `138000000${String((index % 10) + 1).padStart(2, '0')}`,
        code: benchCode,
        fresh_phone: `139${String(10_000_000 + fresh++)}`,
      };
      const started = performance.now();
      const opened = parsed(await connection.request('POST', base, secret, { locale: 'zh-Hans' }), 201);
      const chat: Chat = {
        connection,
        token: String(opened['token']),
        id: String(opened['conversationId']),
        watermark: '',
      };
      await answerTo(chat, undefined);
      note('greeting', performance.now() - started);
      let answer = '';
      for (const line of script.say) {
        if (over()) return;
        const text = line.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
        const said = performance.now();
        const posted = parsed(
          await connection.request('POST', `${base}/${chat.id}/activities`, chat.token, { type: 'message', text }),
          200,
        );
        answer = await answerTo(chat, String(posted['id']));
        note(script.kind, performance.now() - said);
      }
      if (!new RegExp(script.ends).test(answer)) {
        throw new Error(`A ${script.kind} conversation went astray: ${script.say.join(' / ')}\nlast answer: ${answer}`);
      }
    };
  };
}

interface Chat {
  readonly connection: HttpConnection;
  readonly token: string;
  readonly id: string;
  watermark: string;
}

/** Reads until the answer to this activity is there; without an id, until the greeting is. */
async function answerTo(chat: Chat, activityId: string | undefined): Promise<string> {
  const until = performance.now() + patienceMs;
  for (let wait = firstPauseMs; performance.now() < until; wait = Math.min(wait * 2, longestPauseMs)) {
    const reply = await chat.connection.request(
      'GET',
      `${base}/${chat.id}/activities?watermark=${chat.watermark}`,
      chat.token,
    );
    const { activities, watermark } = parsed(reply, 200) as unknown as ActivitySet;
    chat.watermark = watermark;
    const answers = activities.filter(
      ({ from, replyToId }) => from.role === 'bot' && (activityId === undefined || replyToId === activityId),
    );
    if (answers.length > 0) return answers.map(({ text = '' }) => text).join('\n');
    await pause(wait);
  }
  throw new Error(`No answer within ${patienceMs} ms in ${chat.id}.`);
}

interface ActivitySet {
  readonly activities: readonly { from: { role: string }; replyToId?: string; text?: string }[];
  readonly watermark: string;
}

function parsed({ status, body }: HttpReply, expected: number): Record<string, unknown> {
  if (status !== expected) throw new Error(`Expected ${expected}, got ${status}: ${body.slice(0, 500)}`);
  return JSON.parse(body) as Record<string, unknown>;
}
