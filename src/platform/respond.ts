import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import type { HttpResponse } from './http';

/**
 * Writes an answer once; nothing happens when the client is gone or was answered already.
 * @param standing headers of every answer of this address; the answer's own come before them
 */
export function respond(
  target: ServerResponse,
  answer: HttpResponse,
  headOnly = false,
  standing: Readonly<Record<string, string>> = {},
): void {
  if (target.headersSent || target.destroyed) return;
  const { status, body } = answer;
  // As one object: node checks and keeps each header that is set by itself, which costs more than the answer.
  const headers: OutgoingHttpHeaders = { ...standing, ...answer.headers };
  if (answer.stream !== undefined) {
    target.writeHead(status, headers);
    if (headOnly) target.end();
    // A client that left, and a source that failed, end the connection; the source tells its own log.
    else pipeline(Readable.from(answer.stream), target, () => {});
    return;
  }
  if (body === undefined) {
    if (status !== 204 && status !== 304) headers['content-length'] = 0;
    target.writeHead(status, headers);
    target.end();
    return;
  }
  const [content, type] = encode(body);
  headers['content-type'] ??= target.getHeader('content-type') ?? type;
  headers['content-length'] = Buffer.byteLength(content);
  target.writeHead(status, headers);
  if (headOnly) target.end();
  else target.end(content);
}

/** Text stays text: node sends it in one piece with the headers. */
function encode(body: object | string | Buffer): [Buffer | string, string] {
  if (Buffer.isBuffer(body)) return [body, 'application/octet-stream'];
  if (typeof body === 'string') return [body, 'text/plain; charset=utf-8'];
  return [JSON.stringify(body), 'application/json; charset=utf-8'];
}

/** The one shape of refusals, after Direct Line's own (`{error: {code, message}}`). */
export const errorBody = (code: string, message: string): object => ({ error: { code, message } });
