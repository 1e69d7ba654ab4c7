import { join } from 'node:path';
import { loadCatalogue } from '../../src/complaints/catalogue';
import type { Complaint } from '../../src/complaints/complaint';
import { type ComplaintDraft, fileComplaint } from '../../src/complaints/file-complaint';
import { formatComplaintNumber } from '../../src/complaints/number';

export const catalogue = loadCatalogue(join(__dirname, '../../nlp-models/complaints'));

/** Saturday 21 November 2026, 15:00 in Shanghai. */
export const now = Date.parse('2026-11-21T15:00:00+08:00');
export const hour = 3_600_000;
export const day = 24 * hour;

export const draft: ComplaintDraft = {
  type: 'pricing_billing',
  conversationId: 'conv_1',
  channel: 'web',
  language: 'zh-Hans',
  phone: '13800000002',
  identity: 'verified',
  story: '彩铃我根本没开过，每个月扣我6块',
  slots: { item: 'ring_back_tone', amountFen: 600, billMonth: '2026-11' },
  wantedOutcome: { kind: 'refund', words: '把钱退给我' },
  anger: 1,
};

let serial = 0;

/** A filed and stored complaint. */
export function filed(change: Partial<ComplaintDraft> = {}, at = now, earlier: readonly Complaint[] = []): Complaint {
  serial += 1;
  const context = { catalogue, now: at, id: `cmp_${serial}`, createdBy: `key_${serial}`, earlier };
  return {
    ...fileComplaint({ ...draft, ...change }, context),
    number: formatComplaintNumber('20261121', serial),
    version: 1,
  };
}
