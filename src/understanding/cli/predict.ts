import { createInterface } from 'node:readline';
import type { Language } from '../../ports/language';
import { languages } from '../../ports/language';
import type { Understander } from '../understanding';

/** Where a command writes; a promise makes it wait until there is room again. */
export type Write = (line: string) => void | Promise<void>;

/**
 * Reads JSONL and writes one meaning a line, in the order read, holding one line in memory at a time. A line that is no
 * such object is reported with its number and passed over.
 * @returns 1 when a line was passed over
 */
export async function predict(
  understander: Understander,
  input: NodeJS.ReadableStream,
  write: Write,
  report: (line: string) => void,
): Promise<number> {
  let number = 0;
  let faults = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (line.trim() === '') continue;
    const request = requestOf(number === 1 ? line.replace(/^\ufeff/, '') : line);
    if (!request) {
      faults++;
      report(`line ${number}: expected {"id","text","lang"?}, passed over`);
      continue;
    }
    const { intent, score, complaintTypes, alternatives, language, mood } = await understander.understand(
      request.text,
      request.lang,
    );
    await write(JSON.stringify({ id: request.id, intent, score, complaintTypes, alternatives, lang: language, mood }));
  }
  return faults === 0 ? 0 : 1;
}

function requestOf(line: string): { id: unknown; text: string; lang?: Language } | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || !('text' in value) || typeof value.text !== 'string')
      return undefined;
    const lang = 'lang' in value ? languages.find((one) => one === value.lang) : undefined;
    return { id: 'id' in value ? value.id : null, text: value.text, ...(lang ? { lang } : {}) };
  } catch {
    return undefined;
  }
}
