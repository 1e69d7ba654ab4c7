import { z } from 'zod';
import type { Handoff } from '../../handoff/handoff';
import type { HttpRequest, HttpResponse, Route } from '../../platform/http';
import { AccountUnavailable } from '../../ports/account-gateway';
import type { Revealed } from '../desk-api';
import type { DeskContext } from '../desk-context';
import { longest } from '../longest';
import { readBody, writtenText } from '../read-body';
import { conflict } from '../refusals';
import { mayDo } from '../rights';
import { fullText } from '../views/transcript-entry';
import { answer, visible } from './visible';

const revealBody = z.strictObject({
  what: z.enum(['phone', 'name', 'conversation']),
  why: writtenText(longest.why).pipe(z.string().min(2)),
});
const pageSize = 200;
const mostEntries = 2_000;

/** The full values, one kind at a time, for a reason that goes into the trail before anything is shown (L7). */
export function revealRoute(context: DeskContext): Route {
  async function handle(request: HttpRequest): Promise<HttpResponse> {
    const { what, why } = readBody(revealBody, request.body);
    const { identity, handoff } = await visible(context, request);
    if (!mayDo(identity, handoff, 'reveal')) return conflict('not_now');
    const { id, conversationId } = handoff;
    await context.audit.did(identity, { act: 'reveal', about: id, conversationId, details: { what, why } });
    return answer(await reveal(context, handoff, what));
  }

  return { method: 'POST', path: '/desk/api/handoffs/:id/reveal', access: 'staff', body: 'json', handle };
}

async function reveal(context: DeskContext, handoff: Handoff, what: 'phone' | 'name' | 'conversation') {
  if (what === 'conversation') return { conversation: await conversationOf(context, handoff.conversationId) };
  const phone = handoff.brief.customer.phone ?? handoff.callBack?.phone;
  if (what === 'phone') return phone === undefined ? {} : ({ phone } satisfies Revealed);
  // A brief holds the name masked; in full it is the business system's, of a number that was proved.
  if (phone === undefined || handoff.brief.customer.identity !== 'verified') return {};
  try {
    const name = (await context.accounts.subscriber(phone))?.name;
    return name === undefined ? {} : ({ name } satisfies Revealed);
  } catch (error) {
    if (error instanceof AccountUnavailable) return {};
    throw error;
  }
}

async function conversationOf(
  { conversations }: Pick<DeskContext, 'conversations'>,
  conversationId: string,
): Promise<NonNullable<Revealed['conversation']>> {
  const told: { seq: number; text: string }[] = [];
  for (let after = 0; told.length < mostEntries; ) {
    const page = await conversations.read(conversationId, after, pageSize);
    for (const entry of page) {
      const text = fullText(entry);
      if (text !== undefined) told.push({ seq: entry.seq, text });
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) break;
    after = last.seq;
  }
  return told;
}
