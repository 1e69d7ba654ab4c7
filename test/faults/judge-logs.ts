import type { Findings } from './findings';

/** What the store says when an operation took longer than its limit: on a busy machine that is pace, not a fault. */
const isSlowStore = (line: string): boolean => line.includes('The database cannot be read or written');

/** Nothing may be wrong in the nodes' logs; what only was too slow counts as a time does, in the long form. */
export function judgeLogs(findings: Findings, errors: readonly string[]): void {
  const slow = errors.filter(isSlowStore);
  findings.atMost('answers the store took too long for', slow.length, 0, '');
  findings.none(
    'errors in the logs',
    errors.filter((line) => !isSlowStore(line)),
  );
}
