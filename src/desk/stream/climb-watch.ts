import { climbedNotice, climbedToMe } from '../complaints/climbed-to-me';
import type { DeskContext } from '../desk-context';
import type { DeskConnection } from './desk-connection';

/** Told in full, up to so many; the list behind holds the rest. */
const mostTold = 50;

/** Tells supervisors' open pages what has climbed to them and waits for somebody, on whichever node it climbed. */
export class ClimbWatch {
  private looking = false;

  constructor(
    private readonly context: Pick<DeskContext, 'due' | 'people' | 'routing' | 'log'>,
    private readonly pages: () => readonly DeskConnection[],
  ) {}

  async look(): Promise<void> {
    const isSenior = ({ identity }: DeskConnection) => identity.role === 'supervisor';
    if (this.looking || !this.pages().some(isSenior)) return;
    this.looking = true;
    try {
      const { due, people, routing } = this.context;
      const { climbed } = await due.view();
      const staff = climbed.length === 0 ? [] : await people();
      for (const page of this.pages().filter(isSenior)) {
        const mine = climbedToMe(climbed, page.identity, staff, routing);
        page.climbed({ complaints: mine.slice(0, mostTold).map(climbedNotice), inAll: mine.length });
      }
    } catch (error) {
      this.context.log.warn({ err: error }, 'desk: what has climbed is not readable just now');
    } finally {
      this.looking = false;
    }
  }
}
