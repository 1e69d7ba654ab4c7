import type { Activity, Message } from 'botframework-directlinejs';
import { element, icon } from '../shared/element';
import { clockTime } from '../shared/times';
import type { ChatWording } from '../wording/wording';
import { agentOf } from './standing';

export type Delivery = 'sending' | 'sent' | 'unsent';

/** One message as shown, whoever wrote it. */
export interface ShownMessage {
  readonly own: boolean;
  /** The person of ours who wrote it; `undefined`: the bot, or the customer. */
  readonly agent?: string;
  readonly text: string;
  readonly files: readonly string[];
  /** Epoch milliseconds. */
  readonly at: number;
}

/** @returns `undefined` for anything that is not a message with something in it */
export function shownMessage(activity: Activity, own: boolean): ShownMessage | undefined {
  if (activity.type !== 'message') return undefined;
  const { text = '', attachments = [], timestamp } = activity as Message;
  const files = attachments.map((file) => ('name' in file && typeof file.name === 'string' ? file.name : ''));
  if (text === '' && files.length === 0) return undefined;
  const at = timestamp ? Date.parse(timestamp) : Number.NaN;
  const agent = own ? undefined : agentOf(activity);
  return {
    own,
    text,
    files,
    at: Number.isNaN(at) ? Date.now() : at,
    ...(agent === undefined ? {} : { agent }),
  };
}

/**
 * The bubble. Its text is text: line breaks come from CSS, nothing is read as markup (S10).
 * @param named the writer is shown, as it was somebody else before
 */
export function messageView(message: ShownMessage, wording: ChatWording, named = false): HTMLElement {
  const kind = message.own ? 'own' : message.agent === undefined ? 'bot' : 'bot person-wrote';
  return element(
    'article',
    { class: `message ${kind}` },
    writer(message, wording, named),
    element(
      'div',
      { class: 'bubble' },
      message.text === '' ? undefined : element('p', { class: 'words' }, ...unbroken(message.text)),
      message.files.length === 0
        ? undefined
        : element(
            'ul',
            { class: 'files' },
            ...message.files.map((name) => element('li', {}, icon('clip'), element('span', {}, name || wording.file))),
          ),
    ),
    element(
      'div',
      { class: 'foot' },
      element('time', { datetime: new Date(message.at).toISOString() }, clockTime(message.at)),
    ),
  );
}

/** Who wrote it: always heard, and seen where it changes. A person has a name and a badge, the bot says what it is (L6). */
function writer({ own, agent }: ShownMessage, wording: ChatWording, named: boolean): HTMLElement {
  const shown = named && !own ? 'who' : 'only-heard';
  if (own) return element('span', { class: shown, 'data-text': 'you' }, wording.you);
  const name =
    agent === undefined || agent === ''
      ? element(
          'span',
          { 'data-text': agent === undefined ? 'bot' : 'human' },
          wording[agent === undefined ? 'bot' : 'human'],
        )
      : element('span', {}, agent);
  const label = agent === undefined ? 'badge' : 'human';
  return element(
    'span',
    { class: shown },
    name,
    ' ',
    agent === '' ? undefined : element('span', { class: 'kind', 'data-text': label }, wording[label]),
  );
}

/** Complaint numbers and phone numbers stay on one line: people read them aloud and copy them. */
const unbroken = (text: string): (string | HTMLElement)[] =>
  text
    .split(/(C\d{8}-\d{4}-\d|\b1[3-9]\d{9}\b)/)
    .map((piece, index) => (index % 2 === 1 ? element('span', { class: 'number' }, piece) : piece));

/** Shows how far an own message got; an unsent one gets its reason and a button. */
export function showDelivery(
  view: HTMLElement,
  delivery: Delivery,
  wording: ChatWording,
  failure?: { readonly why: string; readonly retry?: () => void },
): void {
  const foot = view.querySelector('.foot');
  view.dataset['delivery'] = delivery;
  foot?.querySelectorAll('.delivery').forEach((old) => {
    old.remove();
  });
  if (delivery === 'sending') {
    foot?.append(element('span', { class: 'delivery', 'data-text': 'sending' }, wording.sending));
  }
  if (delivery === 'unsent' && failure) {
    const notice = element('span', { class: 'delivery', role: 'alert' }, icon('alert'), failure.why);
    foot?.append(notice);
    if (failure.retry) {
      const button = element('button', { type: 'button', class: 'link delivery', 'data-text': 'retry' }, wording.retry);
      button.addEventListener('click', failure.retry);
      foot?.append(button);
    }
  }
}

/** Thumbs under an answer; the one chosen stays pressed. */
export function addThumbs(
  view: HTMLElement,
  wording: () => ChatWording,
  before: 'up' | 'down' | undefined,
  rate: (value: 'up' | 'down') => Promise<boolean>,
): void {
  const said = element('span', { class: 'rated', role: 'status' });
  const thumb = (value: 'up' | 'down', label: 'helpful' | 'notHelpful') => {
    const button = element(
      'button',
      {
        type: 'button',
        class: 'thumb',
        'aria-label': wording()[label],
        'aria-pressed': String(before === value),
        'data-label': label,
        'data-title': label,
        title: wording()[label],
      },
      icon(value),
    );
    button.addEventListener('click', async () => {
      press(value);
      const arrived = await rate(value);
      if (!arrived) press(undefined);
      said.textContent = arrived ? wording().rated : wording().notRated;
    });
    return [value, button] as const;
  };
  const thumbs = [thumb('up', 'helpful'), thumb('down', 'notHelpful')];
  const press = (chosen: 'up' | 'down' | undefined) => {
    for (const [value, button] of thumbs) button.setAttribute('aria-pressed', String(value === chosen));
  };
  view.querySelector('.foot')?.append(...thumbs.map(([, button]) => button), said);
}
