import type { Handoff } from '../../src/handoff/handoff';

/** A customer who waits, with an empty brief; say what matters in the test. */
export const newHandoff = (overrides: Partial<Omit<Handoff, 'version'>> = {}): Omit<Handoff, 'version'> => ({
  id: 'hof_1',
  createdBy: 'c1|0000001:handoff',
  createdAt: Date.parse('2026-11-21T10:00:00+08:00'),
  conversationId: 'c1',
  status: 'waiting',
  reason: 'customer_asked',
  priority: 0,
  skill: 'general',
  brief: {
    channel: 'web',
    language: 'zh-Hans',
    customer: { identity: 'none' },
    topic: { intent: 'agent.request', complaintTypes: [] },
    summary: '',
    slots: {},
    answered: [],
    mood: [],
    promises: [],
    complaints: [],
    attachments: [],
    transcript: [],
    suggestedOpening: '',
  },
  ...overrides,
});
