import { noSlots, type Understander, type Understanding } from '../../src/understanding/understanding';

/** Cuts at commas; a clause with 扣 or 乱 is a grievance about money. */
export const simpleUnderstander: Understander = {
  async understand(text, previous = 'zh-Hans'): Promise<Understanding> {
    let start = 0;
    const clauses = text.split(/(?<=[，。])/).map((part) => {
      const grievance = /[扣乱]/.test(part);
      const from = start;
      start += part.length;
      return {
        text: part,
        start: from,
        end: start,
        intent: grievance ? 'complaint.pricing_billing' : 'None',
        score: 0.8,
        ...(grievance ? { complaintType: 'pricing_billing' as const } : {}),
      };
    });
    const intent = text.includes('余额') ? 'billing.balance' : 'None';
    return {
      text,
      language: previous,
      intent,
      score: 0.9,
      alternatives: [],
      complaintTypes: [],
      clauses,
      slots: noSlots,
      mood: { anger: 0, urgency: 0 },
    };
  },
};
