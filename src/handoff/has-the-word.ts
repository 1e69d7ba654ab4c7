import { hubAgent } from './actor';
import type { Handoff } from './handoff';

/**
 * Whether what this person wrote may go out to the customer: the hand-over is theirs, or ended as theirs (their last words
 * may be on their way when they end it). Which of another desk's people writes is that desk's business.
 * @param speaker staff name, or `<hub>:<name>`
 */
export const hasTheWord = ({ status, agent, hub }: Handoff, speaker: string): boolean =>
  (status === 'assigned' || status === 'done') &&
  (hub === undefined ? agent === speaker : speaker.startsWith(hubAgent(hub.name, '')));
