import type { AgentProfile } from '../../handoff/agent';
import type { StaffAccount } from '../staff-account';

/** Two agents who share the work, and two who look after it; the display names are what demo customers read. */
const people: readonly AgentProfile[] = [
  { name: 'agent1', displayName: '客服小林', role: 'agent', teams: ['billing', 'service', 'general'] },
  { name: 'agent2', displayName: '客服小陈', role: 'agent', teams: ['technical', 'service', 'general'] },
  { name: 'supervisor', displayName: '班长老周', role: 'supervisor' },
  { name: 'admin', displayName: '管理员', role: 'admin' },
];

/** The demo accounts, all with one password. Never in production. */
export const demoStaff = (passwordHash: string): readonly StaffAccount[] =>
  people.map((person) => ({ ...person, passwordHash }));
