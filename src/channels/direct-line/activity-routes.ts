import type { Activity } from 'botframework-schema';
import { HttpError, type HttpRequest, type HttpResponse, type Route } from '../../platform/http';
import { tooMany } from '../../platform/http-pipeline';
import { callerOf, conversationNotFound, conversationOf } from './caller';
import { basePath, baseUrl, type DirectLineContext, viewOf } from './context';
import { readActivity } from './incoming-activity';
import { toActivitySet } from './outgoing-activity';
import { readWatermark } from './watermark';

const pageSize = 200;
const customer = { id: 'customer', name: '', role: 'user' } as const;

/** Sending an activity, and reading what came since a watermark. */
export function activityRoutes(context: DirectLineContext): Route[] {
  const path = `${basePath}/conversations/:conversationId/activities`;
  const shared = { access: 'direct-line', cors: true } as const;

  async function post(request: HttpRequest): Promise<HttpResponse> {
    const conversationId = conversationOf(request);
    const incoming = readActivity(request.body, context.ids);
    if (incoming.kind === 'typing') return typing(conversationId);
    takeMessage(context, conversationId);
    const id = await handIn(context, conversationId, incoming.externalId, incoming.activity);
    return { status: 200, body: { id } };
  }

  /** For a person who follows the conversation at the desk; counted apart, so that typing never costs a message. */
  function typing(conversationId: string): HttpResponse {
    const decision = context.limits.typing.take(conversationId);
    if (!decision.ok) throw tooMany(decision.retryAfterSeconds);
    context.conversations.pass(conversationId, { type: 'typing', from: customer });
    return { status: 200, body: { id: context.ids.next('typing') } };
  }

  async function read(request: HttpRequest): Promise<HttpResponse> {
    const conv = conversationOf(request);
    const caller = callerOf(request);
    const after = readWatermark(request.query['watermark']);
    const entries = await context.conversations.read(conv, after, pageSize);
    const user = caller.kind === 'token' ? caller.userId : '';
    const view = viewOf(context, { user, conv }, baseUrl(request.headers, context.publicUrl));
    return { status: 200, body: toActivitySet(entries, after, view) };
  }

  return [
    { method: 'POST', path, ...shared, body: 'json', handle: post },
    { method: 'GET', path, ...shared, handle: read },
  ];
}

/** @throws HttpError 429 when the conversation sends too fast (S12) */
export function takeMessage(context: DirectLineContext, conversationId: string): void {
  const decision = context.limits.messages.take(conversationId);
  if (!decision.ok) throw tooMany(decision.retryAfterSeconds);
}

/**
 * Hands a message to its conversation; resolves when it is stored for good, not when it is answered.
 * @returns the activity's id
 * @throws HttpError 404, 422 or 429
 */
export async function handIn(
  context: DirectLineContext,
  conversationId: string,
  externalId: string,
  activity: Partial<Activity>,
): Promise<string> {
  const receipt = await context.conversations.receive(conversationId, externalId, activity);
  if (receipt.ok) {
    receipt.turn.catch((err: unknown) => {
      // Stopping in the middle of a turn is no fault: the message is stored, and answered by another node or later.
      const stopped = err instanceof Error && 'code' in err && err.code === 'stopped';
      context.log[stopped ? 'info' : 'error']({ err, conversationId }, 'A turn did not finish');
    });
    return receipt.id;
  }
  switch (receipt.reason) {
    case 'no_conversation':
      throw conversationNotFound();
    case 'key_reused':
      throw new HttpError(422, 'IdReused', 'Another message was already sent under this id.');
    case 'too_many_waiting':
      throw tooMany(5);
  }
}
