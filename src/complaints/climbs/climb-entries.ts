import { createHash } from 'node:crypto';
import type { AgentProfile } from '../../handoff/agent';
import type { Routing } from '../../handoff/routing-data';
import { shanghaiMinute } from '../../ports/calendar';
import type { Language } from '../../ports/language';
import type { NewOutboxEntry } from '../../ports/outbox';
import type { Catalogue } from '../catalogue';
import { clocksOf } from '../clocks';
import { type Climbed, type Complaint, isEnded } from '../complaint';
import { fill, type TemplateValues } from '../template';
import { type ClimbLine, type ClimbWording, climbReasons } from './climb-wording';
import { climbedTo, stepOf } from './climbed-to';

/** How whoever a complaint climbs to hears of it outside of the pages. */
export interface ClimbSettings {
  readonly staff: () => readonly AgentProfile[];
  readonly catalogue: Catalogue;
  /** nlp-models/handoff/routing.yaml */
  readonly routing: Pick<Routing, 'owners'>;
  readonly wording: ClimbWording;
  readonly language: Language;
  /** Mails are sent: absent, nobody gets a letter. */
  readonly hasMail: boolean;
  readonly webhookUrl?: string;
  /** Where staff open it. */
  readonly link?: (number: string) => string;
}

/**
 * What leaves because a complaint has climbed: a letter to each who stands there, and one call of the operator's system, under
 * keys of the version this write will have, so that neither another node nor a second try sends one more. Several steps of
 * one write are one letter, about the last.
 */
export function climbEntries(
  before: Complaint,
  after: Complaint,
  now: number,
  settings: ClimbSettings,
): readonly NewOutboxEntry[] {
  const { climbed } = after;
  if (climbed === undefined || climbed === before.climbed) return [];
  const { staff, routing, hasMail, webhookUrl } = settings;
  const key = `${before.id}:v${before.version + 1}:climbed`;
  const author = after.history.at(-1)?.actor;
  const addresses = new Set(
    climbedTo(staff(), climbed, after.promise, routing).flatMap(({ name, mail }) =>
      mail === undefined || name === author ? [] : [mail],
    ),
  );
  const about = climbFacts(after, climbed, now, settings.catalogue);
  return [
    ...(hasMail && addresses.size > 0 ? letters(key, addresses, letterOf(after, climbed, about, settings)) : []),
    ...(webhookUrl === undefined
      ? []
      : [
          {
            key: `${key}:webhook`,
            kind: 'webhook' as const,
            payload: { url: webhookUrl, body: { kind: 'complaint_climbed', complaint: about } },
          },
        ]),
  ];
}

const letters = (key: string, addresses: ReadonlySet<string>, letter: { subject: string; text: string }) =>
  [...addresses].map(
    (to): NewOutboxEntry => ({ key: `${key}:mail:${hashOf(to)}`, kind: 'mail', payload: { to, ...letter } }),
  );

/** Codes and times only: nothing of the customer leaves the house. */
function climbFacts(complaint: Complaint, climbed: Climbed, now: number, catalogue: Catalogue) {
  const { number, type, subType, promise, status } = complaint;
  const open = isEnded(status) ? [] : clocksOf(complaint, catalogue, now).filter(({ doneAt }) => doneAt === undefined);
  return {
    number,
    type,
    ...(subType !== undefined && { subType }),
    owner: promise.owner,
    to: stepOf[climbed.to],
    why: climbed.why.replace(/#\d+$/, ''),
    at: climbed.at,
    ...(open.length > 0 && { dueAt: Math.min(...open.map(({ dueAt }) => dueAt)) }),
  };
}

function letterOf(
  { handler }: Complaint,
  { to, why }: Climbed,
  { number, type, owner, dueAt }: ReturnType<typeof climbFacts>,
  { staff, wording, language, catalogue, link }: ClimbSettings,
) {
  const step = wording.steps[stepOf[to]][language];
  const reason = reasonOf(why, wording, language);
  const known = staff().find(({ name }) => name === handler);
  const line = (name: ClimbLine, values: TemplateValues = {}) => fill(wording.letter[name][language], values).text;
  const text = [
    line('title', {
      number,
      step,
      type: catalogue.type(type).names[language],
      owner: catalogue.standard.owners[owner]?.[language] ?? owner,
    }),
    line('why', { why: reason }),
    line('handler', { handler: known?.displayName ?? known?.name }),
    ...(dueAt === undefined ? [] : [line('due', { due: shanghaiMinute(dueAt) })]),
    ...(link === undefined ? [] : ['', line('link', { link: link(number) })]),
    '',
    line('footer'),
  ];
  return { subject: line('subject', { number, step, why: reason }), text: `${text.join('\n')}\n` };
}

/** What a timer was about, by its name (`resolve:80#0`). */
function reasonOf(name: string, { why }: ClimbWording, language: Language): string {
  const [, kind = '', which] = /^([a-z_]{1,20})(?::([\w-]{1,80}))?(?:#\d{1,6})?$/.exec(name) ?? [];
  const reason = climbReasons.find((one) => one === kind);
  return reason === undefined ? name : fill(why[reason][language], { n: which }).text;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
