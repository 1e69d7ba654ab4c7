import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { insertDocs } from '../../src/complaints/render-docs';
import { renderHandoffDocs } from '../../src/handoff/render-docs';
import { handoffEvents, handoffStateTable } from '../../src/handoff/state-table';
import { routing, wrapUp } from './desk-of-acts';

describe('docs/agents.md', () => {
  const page = readFileSync(join(__dirname, '../../docs/agents.md'), 'utf8');
  const parts = renderHandoffDocs(routing, wrapUp);

  test('is current: run npm run docs', () => {
    expect(insertDocs(page, parts)).toBe(page);
  });

  test('names every step and every code', () => {
    for (const event of handoffEvents) expect(parts['states']).toContain(`\`${event}\``);
    const moves = handoffStateTable.flatMap(({ from, to }) =>
      from.filter((status) => to !== undefined && status !== to),
    );
    expect(parts['diagram']?.match(/-->/g)).toHaveLength(moves.length + 4);
    for (const { causes } of Object.values(wrapUp.causes))
      for (const code of Object.keys(causes)) expect(parts['causes']).toContain(`\`${code}\``);
    expect(parts['head_start']).toContain(`${routing.head_start.cap_minutes} |`);
  });
});
