import type { IncomingMessage } from 'node:http';
import { HttpError, type Route } from './http';
import { decodeUtf8, parseJson } from './json-body';
import { parsePairs } from './query-string';

/** Largest bodies, in bytes (S9). */
const limits = { json: 64 * 1024, form: 16 * 1024, bytes: 16 * 1024 } as const;
const mediaTypes = {
  json: /^application\/(?:[\w.-]{1,60}\+)?json$/,
  form: /^application\/x-www-form-urlencoded$/,
} as const;
const readMs = 15_000;

/**
 * Reads what the route says its body is. `raw` is left to the handler, which bounds it itself.
 * @returns the parsed body; `undefined` when there is none
 * @param maxBytes another limit than the kind's own
 * @throws HttpError 400, 408, 413 or 415
 */
export async function readBody(
  request: IncomingMessage,
  kind: NonNullable<Route['body']>,
  maxBytes?: number,
): Promise<unknown> {
  if (kind === 'raw' || !hasBody(request)) return undefined;
  if (kind === 'none') throw new HttpError(400, 'UnexpectedBody', 'This address takes no body.');
  const mediaType = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const bytes = await readBytes(request, Math.min(maxBytes ?? limits[kind], limits.json));
  if (bytes.length === 0) return undefined;
  if (kind === 'bytes') return bytes;
  if (!mediaTypes[kind].test(mediaType)) {
    throw new HttpError(415, 'UnsupportedMediaType', `Send the body as ${kind === 'json' ? 'JSON' : 'a form'}.`);
  }
  return kind === 'json' ? parseJson(bytes) : parsePairs(decodeUtf8(bytes));
}

/** Does the request announce a body? */
export function hasBody(request: IncomingMessage): boolean {
  const length = request.headers['content-length'];
  return request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  // Made when needed: an error notes where it was made, which costs more than reading a small body.
  const tooLarge = (): HttpError => new HttpError(413, 'BodyTooLarge', `The body may have ${limit} bytes.`);
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (finish: () => void): void => {
      clearTimeout(timer);
      request.removeAllListeners('data');
      request.pause();
      finish();
    };
    const timer = setTimeout(
      () => settle(() => reject(new HttpError(408, 'BodyTimeout', 'The body did not arrive in time.'))),
      readMs,
    );
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) settle(() => reject(tooLarge()));
      else chunks.push(chunk);
    });
    request.once('end', () => settle(() => resolve(Buffer.concat(chunks))));
    request.once('error', () => settle(() => reject(aborted)));
    request.once('close', () => settle(() => reject(aborted)));
  });
}

const aborted = new HttpError(400, 'RequestAborted', 'The connection ended before the body was complete.');
