import { HttpError, type HttpRequest, type HttpResponse, type Route } from '../../platform/http';
import { tooMany } from '../../platform/http-pipeline';
import { createRateLimiter } from '../../platform/rate-limit';
import type { DocumentStore } from '../../ports/document-store';
import { conversationOf } from './caller';
import { basePath, type DirectLineContext } from './context';
import { isRecord } from './incoming-activity';

/** The passing event that tells who follows at the desk; its value is `{ seq }`. */
export const seenEventName = 'desk.seen';

const tries = 5;
const pattern = /^\d{1,15}$/;

/**
 * `POST /conversations/:id/seen {watermark}`: the customer's device has shown everything up to this entry. Kept in the
 * document `seen` of the conversation, which only goes forward; one a second (429 says when to come again), so that a
 * page costs one small write while somebody reads.
 */
export function seenRoute(context: DirectLineContext, documents: Pick<DocumentStore, 'get' | 'put'>): Route {
  const { conversations, clock, log } = context;
  const limiter = createRateLimiter({ limit: 1, windowMs: 1_000, clock });

  async function handle(request: HttpRequest): Promise<HttpResponse> {
    const conversationId = conversationOf(request);
    const seq = readSeq(request.body);
    const decision = limiter.take(conversationId);
    if (!decision.ok) throw tooMany(decision.retryAfterSeconds);
    // Nobody has seen what was not said yet; it would count as seen the moment it is.
    const [entry] = await conversations.read(conversationId, seq - 1, 1);
    if (entry?.seq !== seq) throw refused();
    if (await forward(conversationId, seq)) {
      conversations.pass(conversationId, { type: 'event', name: seenEventName, value: { seq }, from: customer });
    }
    return { status: 204 };
  }

  /** @returns whether it is news */
  async function forward(conversationId: string, seq: number): Promise<boolean> {
    for (let tried = 0; tried < tries; tried += 1) {
      const known = await documents.get<{ readonly seq: number }>('seen', conversationId);
      if (known !== undefined && known.value.seq >= seq) return false;
      const version = await documents.put('seen', conversationId, { seq }, known?.version ?? 0);
      if (version !== undefined) return true;
    }
    // Another device of the customer was faster each time; what it wrote is as good.
    log.debug({ conversationId }, 'How far the customer has read was written by others');
    return false;
  }

  return {
    method: 'POST',
    path: `${basePath}/conversations/:conversationId/seen`,
    access: 'direct-line',
    cors: true,
    body: 'json',
    handle,
  };
}

const customer = { id: 'customer', name: '', role: 'user' } as const;

/** @throws HttpError 400 */
function readSeq(body: unknown): number {
  const watermark = isRecord(body) ? body['watermark'] : undefined;
  if (typeof watermark !== 'string' && typeof watermark !== 'number') throw refused();
  const text = String(watermark);
  if (!pattern.test(text) || Number(text) < 1) throw refused();
  return Number(text);
}

const refused = (): HttpError =>
  new HttpError(400, 'BadArgument', 'Send {watermark}: the watermark of the last activity that was shown.');
