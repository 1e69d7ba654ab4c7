import type { Handoff } from '../handoff/handoff';
import type { SheetKind } from './columns';
import { complaintFact } from './complaint-fact';
import { contactMatter } from './contact-matter';
import type { HandoffFact } from './facts';
import { handoffFact } from './handoff-fact';
import { contactFact, surveyOf } from './recorded-facts';
import type { SheetRow } from './sheet-codec';
import type { SheetJobDeps } from './sheet-job';
import { sheetRow } from './sheet-row';

/** Something rows are made of, followed from a position on. */
export interface Source {
  readonly name: string;
  page(
    limit: number,
    position: string | undefined,
  ): Promise<{
    readonly position: string;
    /** How many were read, whether or not they gave rows. */
    readonly read: number;
    readonly rows: readonly { readonly kind: SheetKind; readonly row: SheetRow }[];
  }>;
}

/** What the day sheets are made of, in the order it is brought in. */
export function sourcesOf({ complaints, handoffs, records, rules, log, typeOfTopic }: SheetJobDeps): readonly Source[] {
  const scoreOf = async (id: string): Promise<HandoffFact['score']> => {
    const record = await records.get('survey', id);
    return record && surveyOf(record)?.score;
  };
  // Of two rows of the same version the one with a score knows more.
  const handoffRow = (handoff: Handoff, score: HandoffFact['score']) => ({
    kind: 'handoffs' as const,
    row: sheetRow('handoffs', handoffFact(handoff, score), handoff.version * 2 + (score === undefined ? 0 : 1)),
  });

  return [
    {
      name: 'complaints',
      async page(limit, from) {
        const { position, complaints: changed } = await complaints.changed(limit, from);
        const rows = changed.map((complaint) => ({
          kind: 'complaints' as const,
          row: sheetRow('complaints', complaintFact(complaint, rules), complaint.version),
        }));
        return { position, read: changed.length, rows };
      },
    },
    {
      name: 'handoffs',
      async page(limit, from) {
        const { position, handoffs: written } = await handoffs.written(limit, from);
        const rows = [];
        for (const handoff of written) {
          const isOver = handoff.status === 'done';
          rows.push(handoffRow(handoff, isOver ? await scoreOf(handoff.id) : undefined));
        }
        return { position, read: written.length, rows };
      },
    },
    {
      name: 'surveys',
      async page(limit, from) {
        const { position, records: written } = await records.written('survey', limit, from);
        const rows = [];
        for (const record of written) {
          const survey = surveyOf(record);
          const handoff = survey && (await handoffs.byId(survey.handoffId));
          if (handoff) rows.push(handoffRow(handoff, survey.score));
        }
        return { position, read: written.length, rows };
      },
    },
    {
      name: 'contacts',
      async page(limit, from) {
        const { position, records: written } = await records.written('contact', limit, from);
        const rows = [];
        for (const record of written) {
          const fact = contactFact(record);
          if (!fact) log.warn({ key: record.key }, 'figures: a record that tells of no contact is left out');
          else {
            const matter = await contactMatter(fact, { complaints, handoffs, typeOfTopic });
            rows.push({ kind: 'contacts' as const, row: sheetRow('contacts', { ...fact, ...matter }, 1) });
          }
        }
        return { position, read: written.length, rows };
      },
    },
  ];
}
