import { HttpError } from '../../platform/http';

/**
 * A watermark is the sequence number of the last log entry the client has; none, `-` or empty means from the start.
 * @throws HttpError 400
 */
export function readWatermark(text: string | undefined): number {
  if (text === undefined || text === '' || text === '-') return 0;
  if (!/^\d{1,15}$/.test(text)) throw new HttpError(400, 'BadArgument', 'The watermark is not one of ours.');
  return Number(text);
}
