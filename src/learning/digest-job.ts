import { createHash } from 'node:crypto';
import { daysBefore, shanghaiDay, startOfShanghaiDay } from '../ports/calendar';
import type { Clock } from '../ports/clock';
import type { DocumentStore } from '../ports/document-store';
import type { Language } from '../ports/language';
import type { Log } from '../ports/log';
import type { NewOutboxEntry, Outbox } from '../ports/outbox';
import type { Learning } from './create-learning';
import { type DigestNames, digestLetter, type Letter } from './digest-letter';
import { isEmpty } from './digest-of';
import type { Digest } from './learning';
import type { MailWording } from './mail-wording';
import type { LearningRules } from './rules';
import { weekdayOf, weekOf } from './week';

export const digestJobName = 'digest';
/** How late a digest may be. */
export const digestEveryMs = 30_000;

const keptMs = 400 * 86_400_000;

export interface DigestJobDeps {
  readonly learning: Pick<Learning, 'digest' | 'owners' | 'rules'>;
  readonly documents: Pick<DocumentStore, 'get' | 'put' | 'removeOlder'>;
  readonly outbox: Pick<Outbox, 'add'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Language of the letters, addresses by department (`*`: of all of them), and where else a digest goes. */
  readonly settings: {
    readonly language: Language;
    readonly recipients: ReadonlyMap<string, readonly string[]>;
    readonly webhookUrl?: string;
  };
  /** nlp-models/learning/mail.yaml (`loadMailWording`) */
  readonly wording: MailWording;
  readonly names: () => DigestNames;
  /** Where staff read it in full, for example `https://desk.example.com/board?view=learning`. */
  readonly link?: (week: string, owner: string) => string;
  /** Something was put into the outbox. */
  readonly sent?: () => void;
}

/**
 * Sends each department its week, once: at the time of the rules, or as soon as somebody runs again after it. The entries
 * go into the outbox first, under keys of week and department, then the document that says so: whoever does it again after
 * a crash in between adds nothing. Of the weeks that passed while nothing ran, the last one is sent.
 */
export function createDigestJob(deps: DigestJobDeps) {
  const { learning, documents, outbox, clock, log, settings } = deps;
  /** The week everybody has; looked up once, not every half minute. */
  let finished: string | undefined;
  for (const owner of settings.recipients.keys())
    if (owner !== '*' && !learning.owners.includes(owner))
      log.warn({ owner, owners: learning.owners }, 'digest: DIGEST_RECIPIENTS names a department there is not');

  async function send(week: string, owner: string): Promise<void> {
    const key = `${week}:${owner}`;
    if (await documents.get('digest', key)) return;
    const digest = await learning.digest(week, owner);
    if (!digest) return;
    const entries = isEmpty(digest) ? [] : entriesOf(deps, digest);
    await outbox.add(entries);
    await documents.put('digest', key, { week, owner, letters: entries.length }, 0);
    if (entries.length > 0) deps.sent?.();
    log.info({ week, owner, letters: entries.length }, 'digest');
  }

  return {
    async run(signal: AbortSignal): Promise<void> {
      const week = dueWeek(clock.now(), learning.rules.digest);
      if (week === finished) return;
      const failures: unknown[] = [];
      for (const owner of learning.owners) {
        if (signal.aborted) return;
        // One department whose letter fails does not keep the others from theirs.
        await send(week, owner).catch((error: unknown) => failures.push(error));
      }
      if (failures.length > 0) throw new AggregateError(failures, `digest ${week}: ${failures.length} not sent`);
      await documents.removeOlder('digest', clock.now() - keptMs);
      finished = week;
    },
  };
}

/** The last week whose letters are due by now. */
export function dueWeek(now: number, { weekday, at }: Pick<LearningRules['digest'], 'weekday' | 'at'>): string {
  const today = shanghaiDay(now);
  const monday = daysBefore(today, weekdayOf(today) - 1);
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const sendAt = startOfShanghaiDay(daysBefore(monday, 1 - weekday)) + (hours * 60 + minutes) * 60_000;
  return weekOf(daysBefore(monday, now >= sendAt ? 7 : 14));
}

function entriesOf({ settings, wording, names, link }: DigestJobDeps, digest: Digest): readonly NewOutboxEntry[] {
  const { week, owner } = digest;
  const { recipients, language, webhookUrl } = settings;
  const letter: Letter = digestLetter(digest, language, wording, names(), link?.(week, owner));
  const addresses = new Set([...(recipients.get(owner) ?? []), ...(recipients.get('*') ?? [])]);
  const key = `digest:${week}:${owner}`;
  return [
    ...[...addresses].map(
      (to): NewOutboxEntry => ({ key: `${key}:mail:${hashOf(to)}`, kind: 'mail', payload: { to, ...letter } }),
    ),
    ...(webhookUrl === undefined
      ? []
      : [
          {
            key: `${key}:webhook`,
            kind: 'webhook' as const,
            payload: { url: webhookUrl, body: { kind: 'complaint_digest', digest: withoutWords(digest) } },
          },
        ]),
  ];
}

/** What people wrote may name somebody: it does not leave the house. */
const withoutWords = (digest: Digest) => ({
  ...digest,
  actions: digest.actions.map(({ id, cause, owner, dueOn, doneAt, overdue, effect }) => ({
    ...{ id, cause, owner, dueOn, overdue },
    ...(doneAt !== undefined && { doneAt }),
    ...(effect && { effect }),
  })),
});

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
