import type { Language } from '../../src/ports/language';

/** A conversation and the token that opens it. The cookie set with it brings the same one back after a reload. */
export interface ChatSession {
  readonly token: string;
  readonly conversationId: string;
  readonly userId: string;
  readonly resumed: boolean;
}

export type SessionResult =
  | { readonly ok: true; readonly session: ChatSession }
  | { readonly ok: false; readonly reason: 'busy' | 'unavailable'; readonly retryAfterMs?: number };

/** @param fresh begin a new conversation instead of coming back to the last one */
export async function openSession(locale: Language, fresh: boolean): Promise<SessionResult> {
  let response: Response;
  try {
    response = await fetch('/api/chat/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ locale, fresh }),
      signal: AbortSignal.timeout(10_000),
    });
    if (response.ok) return { ok: true, session: (await response.json()) as ChatSession };
  } catch {
    return { ok: false, reason: 'unavailable' };
  }
  const seconds = Number(response.headers.get('retry-after'));
  const reason = response.status === 429 ? 'busy' : 'unavailable';
  return seconds > 0 ? { ok: false, reason, retryAfterMs: Math.min(seconds, 120) * 1000 } : { ok: false, reason };
}

/** How far the page has shown the conversation. @returns the answer's status; 0 when nothing came back */
export async function sendSeen(
  { token, conversationId }: Pick<ChatSession, 'token' | 'conversationId'>,
  position: number,
): Promise<number> {
  try {
    const response = await fetch(`/v3/directline/conversations/${conversationId}/seen`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ watermark: String(position) }),
      signal: AbortSignal.timeout(10_000),
    });
    return response.status;
  } catch {
    return 0;
  }
}

/** Thumbs up or down on an answer. @returns the answer's status; 0 when nothing came back */
export async function sendFeedback(token: string, activityId: string, value: 'up' | 'down'): Promise<number> {
  try {
    const response = await fetch('/api/chat/feedback', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ activityId, value }),
      signal: AbortSignal.timeout(10_000),
    });
    return response.status;
  } catch {
    return 0;
  }
}
