import type { AgentProfile } from '../../src/handoff/agent';

/** Who serves in tests: an agent of every team, another, and a supervisor. */
export const staff: readonly AgentProfile[] = [
  { name: 'agent1', displayName: '客服小林', role: 'agent' },
  { name: 'agent2', displayName: '客服小陈', role: 'agent' },
  { name: 'supervisor', displayName: '班长老周', role: 'supervisor' },
];
