import type { Language } from '../../src/ports/language';
import { element } from '../shared/element';
import { clockTime, dateAndTime } from '../shared/times';
import type { DeskWording } from '../wording/wording';
import { filled } from '../wording/wording';
import type { HandoffDetail } from './api';
import { label, slotText, topicText, waitingTime } from './labels';
import { moodChart } from './mood-chart';
import { chip } from './waiting-list';

/** The whole story of one customer, so that nobody has to tell it twice. */
export function briefView(detail: HandoffDetail, wording: DeskWording, language: Language): HTMLElement {
  const { brief } = detail;
  return element(
    'div',
    { class: 'story' },
    head(detail, wording, language),
    card(wording.opening, 'opening', element('p', { class: 'words' }, brief.suggestedOpening)),
    card(wording.topic, '', topic(detail, wording, language)),
    card(wording.wanted, '', element('p', {}, wanted(brief.wantedOutcome, wording))),
    card(wording.collected, '', slots(brief.slots, wording)),
    card(wording.mood, '', moodChart(brief.mood, wording) ?? none(wording)),
    card(wording.answered, '', lines(brief.answered, wording)),
    card(wording.promises, '', lines(brief.promises, wording)),
    card(
      wording.complaints,
      '',
      lines(
        brief.complaints.map(({ number, type, status, createdAt }) =>
          [
            number,
            label(wording.complaintType, type),
            label(wording.complaintStatus, status),
            dateAndTime(createdAt, language),
          ].join(' · '),
        ),
        wording,
      ),
    ),
    card(
      wording.attachments,
      '',
      lines(
        brief.attachments.map(({ name, contentType }) => `${name} (${contentType})`),
        wording,
      ),
    ),
    card(wording.transcript, 'wide', transcript(brief.transcript, wording)),
  );
}

function head({ brief, ...detail }: HandoffDetail, wording: DeskWording, language: string): HTMLElement {
  const { phone, name, identity, age } = brief.customer;
  const facts = [
    label(wording.channel, detail.channel),
    label(wording.language, detail.language),
    label(wording.skill, detail.skill),
    filled(wording.waited, { time: waitingTime(detail.waitedMs, wording) }),
    ...(age === undefined ? [] : [filled(wording.age, { n: age })]),
  ];
  return element(
    'header',
    { class: 'wide customer' },
    element('h2', {}, [phone ?? wording.anonymous, name].filter(Boolean).join(' · ')),
    element(
      'p',
      { class: 'chips' },
      chip(`identity-${identity}`, label(wording.identity, identity)),
      chip(`priority-${detail.priority}`, wording.priority[detail.priority]),
      chip('', label(wording.reason, detail.reason)),
      chip('', label(wording.status, detail.status)),
    ),
    element('p', { class: 'facts' }, facts.join(' · ')),
    detail.callBack
      ? element(
          'p',
          { class: 'facts' },
          `${wording.callBack}: ${dateAndTime(detail.callBack.from, language)} – ${clockTime(detail.callBack.until)}`,
        )
      : undefined,
    element('p', { class: 'words summary' }, detail.summary),
  );
}

function topic({ topic }: HandoffDetail, wording: DeskWording, language: Language): HTMLElement {
  if (topic.complaintTypes.length === 0) {
    return element('p', {}, `${wording.noComplaint} · ${topicText(topic, wording, language)}`);
  }
  return element(
    'ul',
    { class: 'types' },
    ...topic.complaintTypes.map(({ type, score }) => {
      const name = label(wording.complaintType, type);
      const percent = Math.round(score * 100);
      return element(
        'li',
        {},
        element('span', {}, name),
        element('meter', { min: 0, max: 100, value: percent, 'aria-label': name }),
        element('span', { class: 'percent' }, `${percent}%`),
      );
    }),
  );
}

function slots(values: Readonly<Record<string, unknown>>, wording: DeskWording): HTMLElement {
  const known = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  if (known.length === 0) return none(wording);
  return element(
    'dl',
    {},
    ...known.flatMap(([name, value]) => [
      element('dt', {}, label(wording.slot, name)),
      element('dd', { class: 'words' }, slotText(name, value, wording)),
    ]),
  );
}

/** A coded outcome by its name, words as they are. */
const wanted = (outcome: string | undefined, wording: DeskWording): string =>
  outcome === undefined ? wording.none : label(wording.outcome, outcome);

const lines = (texts: readonly string[], wording: DeskWording): HTMLElement =>
  texts.length === 0
    ? none(wording)
    : element('ul', { class: 'lines' }, ...texts.map((text) => element('li', { class: 'words' }, text)));

const none = (wording: DeskWording): HTMLElement => element('p', { class: 'none' }, wording.none);

function transcript(lines: HandoffDetail['brief']['transcript'], wording: DeskWording): HTMLElement {
  return element(
    'ol',
    { class: 'transcript' },
    ...lines.map(({ at, from, text }) =>
      element(
        'li',
        { class: from },
        element('p', { class: 'meta' }, `${label(wording.from, from)} · ${clockTime(at)}`),
        element('p', { class: 'words' }, text),
      ),
    ),
  );
}

const card = (title: string, kind: string, content: HTMLElement): HTMLElement =>
  element('section', { class: `card ${kind}`.trim() }, element('h3', {}, title), content);
