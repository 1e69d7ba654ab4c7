import { setTimeout as pause } from 'node:timers/promises';
import type { CameBack } from './came-back';
import { sheetKinds } from './columns';
import { markedRows, sortedValues } from './marked-rows';
import { measureRules } from './measure-rules';
import type { SheetCache } from './sheet-cache';
import type { Sheet } from './sheet-codec';
import type { SheetMark } from './sheet-store';

export interface WarmFiguresDeps {
  readonly cache: SheetCache;
  readonly cameBack: CameBack;
  /** Rows that may be read ahead. */
  readonly maxRows: number;
  /** Between two slices, of some milliseconds of work each. Default: 1 ms. */
  readonly rest?: () => Promise<unknown>;
}

/** Who came back is worked out for so many days at a time: a look ahead is gone through again each time. */
const daysAtOnce = 7;

/**
 * Reads the sheets that questions need and asks of their rows what all measures ask, the newest days first, behind all
 * other work of the process. A question meanwhile waits for its own sheets only, and what it read is not read again.
 * @returns rows read
 */
export async function warmFigures(deps: WarmFiguresDeps, signal: AbortSignal): Promise<number> {
  const { cache, cameBack, maxRows, rest = () => pause(1) } = deps;
  const mark = await cache.mark();
  let rows = 0;
  for (const days of spansOf(mark, cache)) {
    for (const kind of sheetKinds) {
      const ofKind = cache.days(mark, kind, days.from, days.until).toReversed();
      for (const day of ofKind) {
        if (signal.aborted || rows >= maxRows) return rows;
        const sheet = await cache.sheet(mark, kind, day);
        await rest();
        rows += sheet?.rows ?? 0;
      }
      if (kind === 'contacts') await cameBack.prepare(mark, ofKind.toReversed(), rest);
      for (const day of ofKind) {
        if (signal.aborted) return rows;
        const sheet = await cache.sheet(mark, kind, day);
        if (sheet) await ask(sheet, cameBack, rest);
      }
    }
  }
  return rows;
}

/** The predicates of all measures, each of which keeps its answers with the sheet. */
async function ask(sheet: Sheet, cameBack: CameBack, rest: () => Promise<unknown>): Promise<void> {
  let asked = 0;
  for (const rule of Object.values(measureRules)) {
    if (rule.base?.source === sheet.kind) markedRows(sheet, rule.base, cameBack.of(sheet));
    if (rule.source !== sheet.kind) continue;
    const marked = markedRows(sheet, rule, cameBack.of(sheet));
    if (rule.value && marked.totals) sortedValues(marked, rule.value(sheet));
    asked += sheet.rows;
    if (asked < rowsInOneGo) continue;
    asked = 0;
    await rest();
  }
  await rest();
}
/** Rows gone through for one measure in some milliseconds. */
const rowsInOneGo = 10_000;

/** Spans of days there are sheets for, the newest first. */
function spansOf(mark: SheetMark, cache: SheetCache): readonly { readonly from: string; readonly until: string }[] {
  const all = new Set(sheetKinds.flatMap((kind) => cache.days(mark, kind, '', '9999')));
  const days = [...all].sort().reverse();
  const spans = [];
  for (let index = 0; index < days.length; index += daysAtOnce) {
    const span = days.slice(index, index + daysAtOnce);
    spans.push({ from: span.at(-1) ?? '', until: span[0] ?? '' });
  }
  return spans;
}
