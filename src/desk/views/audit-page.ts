import { maskedValue } from '../../ports/masked';
import type { RecordLog } from '../../ports/record-log';
import type { AuditPage } from '../supervisor-api';

const pageSize = 100;
/** Of one moment. */
const mostTogether = 20_000;

/**
 * A page of the trail, newest first. What the bot did with an account stands in it too; entries of one moment are never
 * torn apart, so that the next page, asked for by time, leaves none out.
 * @param before epoch ms: only what is older
 */
export async function auditPage(records: Pick<RecordLog, 'list'>, before?: number): Promise<AuditPage> {
  // One more than shown tells whether the last moment goes on.
  for (let limit = pageSize + 1; ; limit *= 10) {
    const read = await records.list('audit', limit, before);
    const last = read[pageSize - 1]?.at;
    const page = read.filter(({ at }, index) => index < pageSize || at === last);
    if (page.length === limit && limit < mostTogether) continue;
    return {
      entries: page.map(({ at, conversationId, data }) => {
        const { staff, act, about, kind, ...details } = data;
        const subject = about ?? conversationId;
        return {
          at,
          staff: typeof staff === 'string' ? staff : 'bot',
          act: String(act ?? kind ?? ''),
          ...(typeof subject === 'string' && subject !== '' ? { about: subject } : {}),
          details: maskedValue(details) as Readonly<Record<string, unknown>>,
        };
      }),
    };
  }
}
