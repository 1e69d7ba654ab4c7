import type { Language } from '../../src/ports/language';
import { element } from '../shared/element';
import type { DeskWording } from '../wording/wording';
import { filled } from '../wording/wording';
import type { HandoffSummary } from './api';
import { label, topicText, waitingTime } from './labels';

/** One customer in the list: who is most in need is first, and says why. */
export function waitingEntry(
  summary: HandoffSummary,
  chosen: boolean,
  wording: DeskWording,
  language: Language,
  choose: (id: string) => void,
): HTMLLIElement {
  const button = element(
    'button',
    { type: 'button', class: 'entry', 'aria-current': chosen ? 'true' : undefined, 'data-id': summary.id },
    element(
      'span',
      { class: 'line' },
      element('b', {}, summary.phone ?? wording.anonymous),
      summary.priority > 0 ? chip(`priority-${summary.priority}`, wording.priority[summary.priority]) : undefined,
      summary.status === 'waiting' ? undefined : chip('status', label(wording.status, summary.status)),
      element('span', { class: 'time' }, filled(wording.waited, { time: waitingTime(summary.waitedMs, wording) })),
    ),
    element(
      'span',
      { class: 'reason' },
      label(wording.reason, summary.reason),
      ' · ',
      topicText(summary.topic, wording, language),
    ),
    element('span', { class: 'summary' }, summary.summary),
    element(
      'span',
      { class: 'where' },
      [
        label(wording.channel, summary.channel),
        label(wording.language, summary.language),
        label(wording.skill, summary.skill),
      ].join(' · '),
    ),
  );
  button.addEventListener('click', () => choose(summary.id));
  return element('li', {}, button);
}

export const chip = (kind: string, text: string): HTMLElement => element('span', { class: `chip ${kind}` }, text);
