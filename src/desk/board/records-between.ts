import type { LogRecord, RecordLog } from '../../ports/record-log';

const pageSize = 500;
/** Of one moment. */
const mostTogether = 100_000;

/**
 * Records of a kind in `[from, until)`, newest first, read page by page. A page is asked for by time, so those of its last
 * moment are left to the next page: none comes twice, none is left out.
 */
export async function* recordsBetween(
  records: Pick<RecordLog, 'list'>,
  kind: LogRecord['kind'],
  from: number,
  until: number,
): AsyncIterable<LogRecord> {
  let [before, limit] = [until, pageSize];
  for (;;) {
    const page = await records.list(kind, limit, before);
    const last = page.at(-1)?.at ?? 0;
    const isAll = page.length < limit;
    const whole = isAll || limit >= mostTogether ? page : page.filter(({ at }) => at > last);
    for (const record of whole) if (record.at >= from) yield record;
    if (isAll || last < from) return;
    if (whole.length === 0) limit *= 4;
    else [before, limit] = [limit >= mostTogether ? last : last + 1, pageSize];
  }
}
