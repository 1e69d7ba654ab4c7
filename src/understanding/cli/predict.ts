import { createInterface } from 'node:readline';
import type { Language } from '../../ports/language';
import { languages } from '../../ports/language';
import type { Understander } from '../understanding';

/** Reads JSONL and writes one meaning a line, in the order read. A line that is no such object gets an `error`. */
export async function predict(
  understander: Understander,
  input: NodeJS.ReadableStream,
  print: (line: string) => void,
): Promise<number> {
  let faults = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const request = requestOf(line);
    if (!request) {
      faults++;
      print(JSON.stringify({ error: 'expected {"id","text","lang"?}' }));
      continue;
    }
    const { intent, score, complaintTypes, alternatives, language, mood } = await understander.understand(
      request.text,
      request.lang,
    );
    print(JSON.stringify({ id: request.id, intent, score, complaintTypes, alternatives, lang: language, mood }));
  }
  return faults === 0 ? 0 : 1;
}

function requestOf(line: string): { id: unknown; text: string; lang?: Language } | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || !('text' in value) || typeof value.text !== 'string')
      return undefined;
    const lang = 'lang' in value ? languages.find((one) => one === value.lang) : undefined;
    return { id: 'id' in value ? value.id : undefined, text: value.text, ...(lang ? { lang } : {}) };
  } catch {
    return undefined;
  }
}
