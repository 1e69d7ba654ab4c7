import type { Presence } from '../../handoff/agent';
import type { DeskContext } from '../desk-context';
import { colleagueOf, colleagues, meOf } from '../views/colleagues';
import type { DeskConnection } from './desk-connection';

/** Tells open pages whose presence changed: everybody their own, supervisors everybody's. */
export class PresenceWatch {
  private before: ReadonlyMap<string, string> | undefined;
  private looking = false;

  constructor(
    private readonly context: DeskContext,
    private readonly pages: () => readonly DeskConnection[],
  ) {}

  async look(): Promise<void> {
    const pages = this.pages();
    if (pages.length === 0) {
      this.before = undefined;
      return;
    }
    if (this.looking) return;
    this.looking = true;
    try {
      const present = await this.context.presence.list();
      for (const page of pages) page.me(meOf(this.context, page.identity, present.get(page.identity.name)));
      await this.tellSupervisors(pages, present);
    } catch (error) {
      this.context.log.warn({ err: error }, 'desk: presence not readable just now');
    } finally {
      this.looking = false;
    }
  }

  private async tellSupervisors(
    pages: readonly DeskConnection[],
    present: ReadonlyMap<string, Presence>,
  ): Promise<void> {
    const supervisors = pages.filter(({ identity }) => identity.role === 'supervisor');
    const now = new Map([...present].map(([name, presence]) => [name, this.shown(name, presence)]));
    const { before } = this;
    this.before = now;
    if (supervisors.length === 0) return;
    // The first look tells all: what changed between a page's own reading and this look would never be told.
    const changed = new Set([...now].filter(([name, shown]) => before?.get(name) !== shown).map(([name]) => name));
    if (changed.size === 0) return;
    for (const colleague of await colleagues(this.context)) {
      if (changed.has(colleague.name)) for (const page of supervisors) page.colleague(colleague);
    }
  }

  /** What a colleague's page would show of it: a sign of life alone changes nothing. */
  private shown(name: string, presence: Presence): string {
    return JSON.stringify(colleagueOf(this.context, { name, role: 'agent' }, presence, []).presence ?? null);
  }
}
