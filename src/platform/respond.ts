import type { ServerResponse } from 'node:http';
import type { HttpResponse } from './http';

/** Writes an answer once; nothing happens when the client is gone or was answered already. */
export function respond(target: ServerResponse, answer: HttpResponse, headOnly = false): void {
  if (target.headersSent || target.destroyed) return;
  target.statusCode = answer.status;
  for (const [name, value] of Object.entries(answer.headers ?? {})) target.setHeader(name, value);
  const { body } = answer;
  if (body === undefined) {
    if (answer.status !== 204 && answer.status !== 304) target.setHeader('content-length', 0);
    target.end();
    return;
  }
  const [bytes, type] = encode(body);
  if (!target.hasHeader('content-type')) target.setHeader('content-type', type);
  target.setHeader('content-length', bytes.length);
  target.end(headOnly ? undefined : bytes);
}

function encode(body: object | string | Buffer): [Buffer, string] {
  if (Buffer.isBuffer(body)) return [body, 'application/octet-stream'];
  if (typeof body === 'string') return [Buffer.from(body), 'text/plain; charset=utf-8'];
  return [Buffer.from(JSON.stringify(body)), 'application/json; charset=utf-8'];
}

/** The one shape of refusals, after Direct Line's own (`{error: {code, message}}`). */
export const errorBody = (code: string, message: string): object => ({ error: { code, message } });
