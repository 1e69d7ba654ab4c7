import type { Activity } from 'botframework-directlinejs';
import { element, icon } from '../shared/element';
import type { ChatWording } from '../wording/wording';
import { filled } from '../wording/wording';

/** Where the conversation stands with people: as `channelData.handoff` says, see docs/direct-line.md. */
type Standing =
  | { readonly state: 'bot' }
  | { readonly state: 'waiting'; readonly position?: number; readonly waitMinutes?: number }
  | { readonly state: 'person'; readonly name: string };

const longestName = 40;

/** Who of our people wrote this; `undefined` for the bot. */
export function agentOf(activity: Activity): string | undefined {
  const { id = '', name = '' } = activity.from;
  const told: unknown = activity.channelData?.agent?.name;
  if (typeof told === 'string' && told.trim() !== '') return told.slice(0, longestName);
  return id === 'agent' ? name.slice(0, longestName) : undefined;
}

/** The line under the head while a customer waits for a person or talks to one; hidden while the bot answers. */
export class StandingLine {
  #standing: Standing = { state: 'bot' };

  constructor(
    private readonly view: HTMLElement,
    private readonly wording: () => ChatWording,
    private readonly changed: (state: Standing['state']) => void,
  ) {}

  /** `waiting` or `person`: somebody may want to know what happens on this page. */
  get state(): Standing['state'] {
    return this.#standing.state;
  }

  /** Takes in a message of our side, replayed ones too: the last one counts. */
  add(activity: Activity): void {
    const told = standingOf(activity.channelData?.handoff);
    const agent = agentOf(activity);
    if (told) this.#enter(told);
    else if (agent !== undefined) this.#enter({ state: 'person', name: agent });
    // The bot is silent while a person has the conversation: it speaks, so the person has left.
    else if (this.#standing.state === 'person') this.#enter({ state: 'bot' });
  }

  clear(): void {
    this.#enter({ state: 'bot' });
  }

  /** After the language changed. */
  refresh(): void {
    const words = this.#words();
    this.view.hidden = words.length === 0;
    this.view.dataset['state'] = this.#standing.state;
    const text = words.join(' · ');
    // The same words again would be read out again.
    if (this.view.textContent === text) return;
    this.view.replaceChildren(...(words.length === 0 ? [] : [icon('person'), element('span', {}, text)]));
  }

  #enter(standing: Standing): void {
    const before = this.#standing.state;
    this.#standing = standing;
    this.refresh();
    if (before !== standing.state) this.changed(standing.state);
  }

  #words(): string[] {
    const wording = this.wording();
    if (this.#standing.state === 'bot') return [];
    if (this.#standing.state === 'person') {
      const { name } = this.#standing;
      return [name === '' ? wording.servingAny : filled(wording.serving, { name })];
    }
    const { position, waitMinutes } = this.#standing;
    const place =
      position === undefined
        ? wording.waitingAny
        : position === 1
          ? wording.waitingNext
          : filled(wording.waitingPlace, { position });
    return waitMinutes === undefined ? [place] : [place, filled(wording.waitingMinutes, { minutes: waitMinutes })];
  }
}

/** What comes over the line is looked at before it is believed. */
function standingOf(given: unknown): Standing | undefined {
  if (typeof given !== 'object' || given === null || !('state' in given)) return undefined;
  if (given.state === 'over') return { state: 'bot' };
  if (given.state === 'accepted') {
    const agent: unknown = 'agent' in given ? given.agent : undefined;
    const name: unknown = typeof agent === 'object' && agent !== null && 'name' in agent ? agent.name : undefined;
    return { state: 'person', name: typeof name === 'string' ? name.slice(0, longestName) : '' };
  }
  if (given.state !== 'waiting') return undefined;
  const position = count('position' in given ? given.position : undefined);
  const waitMinutes = count('waitMinutes' in given ? given.waitMinutes : undefined);
  return {
    state: 'waiting',
    ...(position === undefined ? {} : { position }),
    ...(waitMinutes === undefined ? {} : { waitMinutes }),
  };
}

const count = (given: unknown): number | undefined =>
  typeof given === 'number' && Number.isSafeInteger(given) && given > 0 ? given : undefined;
