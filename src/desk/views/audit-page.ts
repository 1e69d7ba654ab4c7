import type { RecordLog } from '../../ports/record-log';
import type { AuditPage } from '../desk-api';
import { maskedValue } from '../masked';

const pageSize = 100;
/** How far back the page can be leafed; what is older is in the store (docs/data.md). */
const mostRead = 20_000;
const firstRead = 2_000;

/**
 * A page of the trail, newest first. What the bot did with an account stands in it too; entries of one moment are never
 * torn apart, so that the next page, asked for by time, leaves none out.
 */
export async function auditPage(records: Pick<RecordLog, 'list'>, before: number): Promise<AuditPage> {
  for (let limit = firstRead; ; limit *= 10) {
    const read = await records.list('audit', limit);
    const older = read.filter(({ at }) => at < before);
    if (older.length < pageSize + 1 && read.length === limit && limit < mostRead) continue;
    const last = older[pageSize - 1]?.at;
    const page = older.filter(({ at }, index) => index < pageSize || at === last);
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
