import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lintNotices, loadNoticeRules } from '../../src/notices/notice-rules';
import { tempDirs } from '../support/temp-dir';
import { dataDir } from './a-job';

const tempDir = tempDirs();

/** The data files with one place changed. */
function changed(from: string, to: string, file = 'notices/rules.yaml'): string {
  const dir = tempDir();
  for (const name of ['notices', 'complaints', 'knowledge'])
    cpSync(join(dataDir, name), join(dir, name), { recursive: true });
  const text = readFileSync(join(dir, file), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(dir, file), text.replace(from, to));
  return dir;
}

test.each([
  ['times: 3', 'times: 4', 'abnormalBillFactor'],
  ['percent: [80, 100]', 'percent: [100, 80]', 'has to rise'],
  ["day_before_at: '18:00'", "day_before_at: '21:30'", 'outside of awake'],
  ['topic: service', 'topic: offers', 'of the topic service'],
  ['review_by: 2027-06-01', 'review_by: 2026-01-01', 'after reviewed'],
  ['lasts_hours: 72', 'lasts_hours: 0', 'lasts_hours'],
  ['urgency: high', 'urgency: huge', 'urgency'],
  ['  line_status:', '  sales_talk:', 'sales_talk'],
])('%s → %s is a fault that is named', (from, to, fault) => {
  const faults = lintNotices(changed(from, to));
  expect(faults.join()).toContain(fault);
  expect(faults.join()).toMatch(/rules\.yaml/);
});

test('quiet hours are those of the service standard', () => {
  const dir = changed("from: '08:00', until: '21:00'", "from: '09:00', until: '20:00'", 'complaints/standard.yaml');
  expect(loadNoticeRules(dir).awake).toEqual({ from: '09:00', until: '20:00' });
});
