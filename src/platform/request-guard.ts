import type { IncomingMessage } from 'node:http';
import { HttpError } from './http';

/**
 * Refuses what would end the process further in: restify parses the address synchronously and throws on one that is no
 * path (`GET http://[x`), and unpacks a body with a content encoding by itself.
 * @returns the refusal, or `undefined` when the request may pass
 */
export function refusalOf(request: IncomingMessage): HttpError | undefined {
  const target = request.url ?? '';
  if (!target.startsWith('/') || target.startsWith('//') || !isDecodable(target)) {
    return new HttpError(400, 'BadAddress', 'The address is not a path.');
  }
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    return new HttpError(415, 'UnsupportedEncoding', 'Send the body without a content encoding.');
  }
  return undefined;
}

function isDecodable(target: string): boolean {
  try {
    return !decodeURIComponent(pathOf(target)).includes('\0');
  } catch {
    return false;
  }
}

/** @returns the part of a request target before `?` */
export const pathOf = (target: string): string => target.split('?', 1)[0] ?? '';

/** @returns the part of a request target after the first `?` */
export function queryOf(target: string): string {
  const at = target.indexOf('?');
  return at === -1 ? '' : target.slice(at + 1);
}
