import type { Activity, CardAction } from 'botframework-directlinejs';
import { element } from '../shared/element';
import { dayName, dayOf } from '../shared/times';
import { type ChatWording, filled } from '../wording/wording';
import { addThumbs, type Delivery, messageView, type ShownMessage, showDelivery, shownMessage } from './message-view';
import { keepRating, ratingOf } from './ratings';
import { agentOf } from './standing';

export interface LogParts {
  /** Scrolls; holds the three below. */
  readonly scroller: HTMLElement;
  readonly log: HTMLElement;
  readonly typing: HTMLElement;
  /** Says who types, within {@link typing}. */
  readonly typist: HTMLElement;
  readonly suggestions: HTMLElement;
}

export interface LogEvents {
  wording(): ChatWording;
  language(): string;
  /** A suggested answer was pressed. */
  chosen(say: string): void;
  rate(activityId: string, value: 'up' | 'down'): Promise<boolean>;
  /** A message of our side is on the page, for the first time. */
  shown(activity: Activity): void;
}

/** The bot says it once and answers soon; a person's page says it again and again. */
const typingShownMs = { bot: 10_000, person: 6_000 };

/** The conversation on the page. Every activity is shown once, however often the stream replays it. */
export class LogView {
  #known = new Set<string>();
  #own = new Map<string, HTMLElement>();
  #lastDay = '';
  #typing: ReturnType<typeof setTimeout> | undefined;
  #customerSpoke = false;
  /** Who of our side wrote last: a person by name, or the bot. */
  #writer: string | undefined;
  #atEnd = true;

  constructor(
    private readonly parts: LogParts,
    private readonly events: LogEvents,
  ) {
    const { scroller, log } = parts;
    scroller.addEventListener('scroll', () => {
      this.#atEnd = this.#nearEnd();
    });
    // A keyboard that opens, larger text, a turned phone: whoever read the end goes on reading the end.
    const sizes = new ResizeObserver(() => {
      if (this.#atEnd) scroller.scrollTop = scroller.scrollHeight;
    });
    sizes.observe(scroller);
    sizes.observe(log);
  }

  /** The customer has written in this conversation. */
  get customerSpoke(): boolean {
    return this.#customerSpoke;
  }

  /** Shows an own message before the server has it. */
  addOwn(key: string, message: ShownMessage): void {
    const view = this.#append(message);
    this.#own.set(key, view);
    this.#customerSpoke = true;
    this.setDelivery(key, 'sending');
    this.#suggest([]);
    this.#show(view);
  }

  setDelivery(key: string, delivery: Delivery, failure?: { why: string; retry?: () => void }): void {
    const view = this.#own.get(key);
    if (!view || (view.dataset['delivery'] === 'sent' && delivery !== 'sent')) return;
    showDelivery(view, delivery, this.events.wording(), failure);
  }

  /** Takes in what the server sends, replays and own echoes among it. */
  add(activity: Activity, userId: string): void {
    const own = activity.from.id === userId;
    if (activity.type === 'typing') {
      if (!own) this.#showTyping(agentOf(activity));
      return;
    }
    const key: unknown = activity.channelData?.clientActivityID;
    if (own && typeof key === 'string' && this.#own.has(key)) {
      if (activity.id) this.#known.add(activity.id);
      this.setDelivery(key, 'sent');
      return;
    }
    const message = shownMessage(activity, own);
    if (!message || (activity.id && this.#known.has(activity.id))) return;
    if (activity.id) this.#known.add(activity.id);
    const near = this.#nearEnd();
    const view = this.#append(message);
    if (own) {
      this.#customerSpoke = true;
      if (typeof key === 'string') this.#own.set(key, view);
      view.dataset['delivery'] = 'sent';
    } else {
      this.#hideTyping();
      this.#thumbs(view, activity);
      this.events.shown(activity);
    }
    this.#suggest(own ? [] : actionsOf(activity));
    if (near || own) this.#show(view);
  }

  /** Says that what follows is another conversation. */
  addSeparator(text: string): void {
    this.parts.log.append(element('p', { class: 'separator' }, element('span', {}, text)));
    this.#suggest([]);
  }

  clear(): void {
    this.#known.clear();
    this.#own.clear();
    this.#lastDay = '';
    this.#customerSpoke = false;
    this.#writer = undefined;
    this.parts.log.replaceChildren();
    this.#suggest([]);
    this.#hideTyping();
  }

  #append(message: ShownMessage): HTMLElement {
    const day = dayOf(message.at);
    if (day !== this.#lastDay) {
      this.#lastDay = day;
      const name = dayName(message.at, Date.now(), this.events.language(), this.events.wording());
      this.parts.log.append(element('p', { class: 'separator' }, element('span', {}, name)));
    }
    const view = messageView(message, this.events.wording(), !message.own && message.agent !== this.#writer);
    if (!message.own) this.#writer = message.agent;
    this.parts.log.append(view);
    return view;
  }

  #thumbs(view: HTMLElement, activity: Activity): void {
    const { id } = activity;
    if (!id || activity.channelData?.rateable !== true) return;
    addThumbs(view, this.events.wording, ratingOf(id), async (value) => {
      const arrived = await this.events.rate(id, value);
      if (arrived) keepRating(id, value);
      return arrived;
    });
  }

  #suggest(actions: readonly { title: string; say: string }[]): void {
    const { suggestions } = this.parts;
    const chosen = suggestions.contains(document.activeElement) ? document.activeElement?.textContent : undefined;
    suggestions.replaceChildren(
      ...actions.map(({ title, say }) => {
        const button = element('button', { type: 'button', class: 'suggestion' }, title);
        button.addEventListener('click', () => this.events.chosen(say));
        return button;
      }),
    );
    suggestions.hidden = actions.length === 0;
    if (chosen === undefined) return;
    // Who had chosen one by key and not yet pressed it: the same one, or else what was said.
    const same = [...suggestions.querySelectorAll('button')].find(({ textContent }) => textContent === chosen);
    (same ?? this.parts.scroller).focus({ preventScroll: true });
  }

  #showTyping(name: string | undefined): void {
    const near = this.#nearEnd();
    const { typing, typist } = this.parts;
    const { typing: someone, typingBy, human } = this.events.wording();
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#hideTyping(), typingShownMs[name === undefined ? 'bot' : 'person']);
    // A person's name is for all to see; the bot's dots say enough to who sees them.
    typist.className = name === undefined ? 'only-heard' : 'typist';
    typist.textContent = name === undefined ? someone : filled(typingBy, { name: name || human });
    typing.hidden = false;
    if (near) this.parts.scroller.scrollTop = this.parts.scroller.scrollHeight;
  }

  #hideTyping(): void {
    clearTimeout(this.#typing);
    this.parts.typing.hidden = true;
  }

  #nearEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.parts.scroller;
    return scrollHeight - scrollTop - clientHeight < 160;
  }

  /** To the end; but a long answer is read from its beginning. */
  #show(view: HTMLElement): void {
    const { scroller } = this.parts;
    const long = view.offsetHeight > scroller.clientHeight;
    this.#atEnd = !long;
    scroller.scrollTop = long ? view.offsetTop - 12 : scroller.scrollHeight;
  }
}

/** Suggested answers that say something; other kinds of actions (links, calls) are not offered here. */
function actionsOf(activity: Activity): { title: string; say: string }[] {
  const actions: readonly CardAction[] = activity.type === 'message' ? (activity.suggestedActions?.actions ?? []) : [];
  return actions.flatMap((action) =>
    action.type === 'imBack' ? [{ title: action.title ?? action.value, say: String(action.value) }] : [],
  );
}
