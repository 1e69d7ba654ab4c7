import { complaintStatuses } from '../../src/complaints/complaint';
import { statusSummary } from '../../src/complaints/status-summary';
import { languages } from '../../src/ports/language';
import { catalogue, day, filed, hour, now } from './example-complaint';

describe('statusSummary', () => {
  const complaint = { ...filed(), number: 'C20261121-0042-7' };

  test('says the stage, who acts and by when', () => {
    expect(statusSummary(complaint, catalogue, 'zh-Hans', now).text).toBe(
      '您今天反映的「未订购被开通扣费」（编号C20261121-0042-7）已经登记，交给了增值业务小组，正在等他们开始核实，最晚后天晚上6点前给您结果。',
    );
    expect(statusSummary({ ...complaint, status: 'assessed' }, catalogue, 'en', now).text).toBe(
      'Your complaint about “Charged for a service never ordered” (today, number C20261121-0042-7) is with our value-added services team, who are checking the facts now. You will have a result by 6 pm on 23 Nov.',
    );
  });

  test('reads well for every stage and language, aloud without digits in the number', () => {
    for (const status of complaintStatuses) {
      for (const language of languages) {
        const { text, speak } = statusSummary({ ...complaint, status }, catalogue, language, now + hour);
        expect(text).toContain(complaint.number);
        expect(text + speak).not.toMatch(/[{}[\]|]|undefined/);
        expect(speak).not.toContain('C2026');
      }
    }
  });

  test('is frank about being late, and tells the appeal after 15 days', () => {
    const late = statusSummary(complaint, catalogue, 'zh-Hans', now + 3 * day).text;
    expect(late).toContain('是我们没做到');
    expect(late).not.toContain('12300');
    expect(late).not.toContain('最晚');
    expect(statusSummary(complaint, catalogue, 'zh-Hans', now + 15 * day + 1).text).toContain('12300');
    const answered = { ...complaint, status: 'answered' as const, marks: { handled: { at: now, actor: 'li' } } };
    expect(statusSummary(answered, catalogue, 'zh-Hans', now + 20 * day).text).not.toContain('12300');
  });

  test('what the customer is waited for is not called late, and its time is added', () => {
    const pauses = [{ from: now + hour, reason: 'papers' }];
    const waiting = { ...complaint, status: 'waiting_for_customer' as const, pauses };
    const asked = statusSummary(waiting, catalogue, 'zh-Hans', now + 3 * day).text;
    expect(asked).toContain('还差您这边的一点情况');
    expect(asked).not.toContain('没做到');
    const goesOn = {
      ...waiting,
      status: 'investigating' as const,
      pauses: [{ from: now + hour, until: now + 3 * day, reason: 'papers' }],
    };
    expect(statusSummary(goesOn, catalogue, 'en', now + 3 * day).text).toContain('by 5 pm on 26 Nov');
  });

  test('a merged one names the other, aloud without digits', () => {
    const merged = { ...complaint, status: 'merged' as const, mergedInto: { id: 'x', number: 'C20261120-0007-1' } };
    const { text, speak } = statusSummary(merged, catalogue, 'zh-Hans', now);
    expect(text).toContain('（编号C20261120-0007-1）');
    expect(speak).not.toContain('C2026');
  });
});
