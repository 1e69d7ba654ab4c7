import { z } from 'zod';
import { type AgentMessageValue, agentMessageEventName } from '../../handoff/protocol';
import { HttpError, type HttpRequest, type HttpResponse, type Route } from '../../platform/http';
import { tooMany } from '../../platform/http-pipeline';
import { createRateLimiter } from '../../platform/rate-limit';
import type { DeskContext } from '../desk-context';
import { longest } from '../longest';
import { madeId, readBody, writtenText } from '../read-body';
import { conflict, notFound } from '../refusals';
import { mayDo } from '../rights';
import { visible } from './visible';

const messageBody = z.strictObject({ id: madeId, text: writtenText(longest.message) });
/** S12, for staff: messages of one person. */
const messageLimit = { limit: 30, windowMs: 10_000 };

/**
 * What an agent says goes into the conversation as an event of it, so that it takes its turn like everything else and is
 * logged before it is acknowledged; the bot sends it out. The answer names the transcript's entry it becomes.
 */
export function messageRoute(context: DeskContext): Route {
  const often = createRateLimiter({ ...messageLimit, clock: context.clock });

  async function handle(request: HttpRequest): Promise<HttpResponse> {
    const { id, text } = readBody(messageBody, request.body);
    const { identity, handoff } = await visible(context, request);
    if (!mayDo(identity, handoff, 'message')) return conflict('not_now');
    const taken = often.take(identity.name);
    if (!taken.ok) throw tooMany(taken.retryAfterSeconds);
    const value: AgentMessageValue = {
      handoffId: handoff.id,
      text,
      agent: { id: identity.name, name: identity.displayName ?? identity.name },
    };
    const receipt = await context.conversations.receive(handoff.conversationId, `agent:${id}`, {
      type: 'event',
      name: agentMessageEventName,
      value,
    });
    if (!receipt.ok) throw refusals[receipt.reason]();
    receipt.turn.catch((error: unknown) => {
      // Stored, so it is sent by whoever looks next.
      context.log.warn({ err: error, conversationId: handoff.conversationId }, 'desk: a message waits for its turn');
    });
    return { status: 202, body: { id: `${receipt.id}.1` } };
  }

  return { method: 'POST', path: '/desk/api/handoffs/:id/messages', access: 'staff', body: 'json', handle };
}

const refusals = {
  no_conversation: notFound,
  key_reused: () => new HttpError(422, 'KeyReused', 'This message id was used for another message.'),
  too_many_waiting: () => tooMany(1),
};
