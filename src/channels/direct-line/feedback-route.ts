import { HttpError, type HttpRequest, type HttpResponse, type Route } from '../../platform/http';
import type { LoggedActivity } from '../../ports/conversation-store';
import type { Metrics } from '../../ports/metrics';
import type { RecordLog } from '../../ports/record-log';
import { callerOf } from './caller';
import type { DirectLineContext } from './context';
import { isRecord } from './incoming-activity';
import { wellFormed } from './well-formed';

const maxComment = 500;
const pageSize = 200;

/** `POST /api/chat/feedback`: thumbs up or down for one answer of the caller's own conversation. */
export function feedbackRoute(context: DirectLineContext, records: RecordLog, metrics: Metrics): Route {
  async function handle(request: HttpRequest): Promise<HttpResponse> {
    const caller = callerOf(request);
    if (caller.kind !== 'token') throw new HttpError(403, 'BadArgument', 'Feedback comes from a customer.');
    const { activityId, value, comment } = readFeedback(request.body);
    const conversationId = caller.conversationId;
    const rated = await answerOf(context, conversationId, activityId);
    if (!rated) throw new HttpError(404, 'NotFound', 'There is no such answer.');
    const { topic, source } = (rated.activity.channelData ?? {}) as {
      readonly topic?: unknown;
      readonly source?: unknown;
    };
    await records.append({
      kind: 'feedback',
      // A changed mind is a second record; the same click twice is one.
      key: `feedback:${conversationId}:${activityId}:${value}`,
      at: context.clock.now(),
      conversationId,
      data: {
        ...{ activityId, value },
        ...(typeof topic === 'string' ? { topic } : {}),
        ...(typeof source === 'string' ? { source } : {}),
        ...(comment ? { comment } : {}),
      },
    });
    metrics.count('feedback_total', { value });
    return { status: 204 };
  }
  return {
    method: 'POST',
    path: '/api/chat/feedback',
    access: 'direct-line',
    body: 'json',
    perMinute: 60,
    handle,
  };
}

function readFeedback(body: unknown): { activityId: string; value: 'up' | 'down'; comment: string } {
  if (isRecord(body)) {
    const { activityId, value, comment = '' } = body;
    const known = value === 'up' || value === 'down' ? value : undefined;
    const plain = typeof activityId === 'string' && activityId.length <= 200 && typeof comment === 'string';
    if (known !== undefined && plain && comment.length <= maxComment) {
      return { activityId, value: known, comment: wellFormed(comment) };
    }
  }
  const rule = `Send {activityId, value: "up" | "down", comment?} with at most ${maxComment} characters of comment.`;
  throw new HttpError(400, 'BadArgument', rule);
}

async function answerOf(
  context: DirectLineContext,
  conversationId: string,
  activityId: string,
): Promise<LoggedActivity | undefined> {
  for (let after = 0; ; ) {
    const page = await context.conversations.read(conversationId, after, pageSize);
    const found = page.find(({ id, direction }) => id === activityId && direction === 'out');
    const last = page.at(-1);
    if (found || last === undefined || page.length < pageSize) return found;
    after = last.seq;
  }
}
