import { amend } from '../../dialogs/amend';
import type { Complaint } from '../../src/complaints/complaint';
import type { ComplaintRepository } from '../../src/ports/complaint-repository';
import { filed } from '../complaints/example-complaint';

/** A store in which others change the complaint before the first so many writes. */
function contested(times: number) {
  let stored: Complaint = filed();
  let left = times;
  const repository: Pick<ComplaintRepository, 'byId' | 'replace'> = {
    byId: async (id) => (id === stored.id ? stored : undefined),
    replace: async (complaint) => {
      if (left > 0) {
        left -= 1;
        stored = { ...stored, version: stored.version + 1 };
      }
      if (complaint.version !== stored.version) return undefined;
      stored = { ...complaint, version: complaint.version + 1 };
      return stored;
    },
  };
  return { repository: repository as ComplaintRepository, now: () => stored };
}

const story = (complaint: Complaint) => ({ ok: true as const, complaint: { ...complaint, story: 'changed' } });

describe('amend', () => {
  it('writes on the version it read', async () => {
    const { repository, now } = contested(0);
    const done = await amend(repository, now().id, story);
    expect(done).toEqual({ ok: true, complaint: now() });
    expect(now().story).toBe('changed');
  });

  it('reads again when somebody was faster', async () => {
    const { repository, now } = contested(4);
    expect((await amend(repository, now().id, story)).ok).toBe(true);
    expect(now().story).toBe('changed');
  });

  it('gives up after five tries, changing nothing', async () => {
    const { repository, now } = contested(5);
    expect(await amend(repository, now().id, story)).toEqual({ ok: false, reason: 'busy' });
    expect(now().story).not.toBe('changed');
  });

  it('says so when there is none, and hands on what the domain refuses', async () => {
    const { repository, now } = contested(0);
    expect(await amend(repository, 'cmp_none', story)).toEqual({ ok: false, reason: 'not_found' });
    expect(await amend(repository, now().id, () => ({ ok: false, reason: 'closed' }))).toEqual({
      ok: false,
      reason: 'closed',
    });
  });
});
