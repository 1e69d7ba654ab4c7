import { z } from 'zod';
import { complaintEvents } from '../../complaints/state-table';
import { nameSchema } from '../../complaints/template';
import { loadData } from '../../data-files/load-data';
import { contactOutcomes } from './contact-outcomes';

/** What the history holds besides the events of the state table. */
const otherEvents = ['receive', 'add_information', 'correct_type'] as const;
const named = <Name extends string>(names: readonly Name[]) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, nameSchema])) as Record<Name, typeof nameSchema>);

/** nlp-models/complaints/packet.yaml */
export const packetWordsSchema = z.strictObject({
  respondent: z.strictObject({ name: nameSchema, address: nameSchema.optional() }),
  titles: named(['packet', 'parties', 'matter', 'answers', 'remedies', 'evidence', 'timeline']),
  fields: named([
    'number',
    'filed',
    'status',
    'name',
    'address',
    'phone',
    'respondent',
    'respondent_address',
    'bill',
    'request',
    'reason',
    'facts',
    'addition',
    'answered',
    'cause',
    'told',
    'answer_by',
    'made',
  ]),
  phrases: named([
    'to_fill_in',
    'none',
    'not_told',
    'in_time',
    'late',
    'running',
    'not_kept',
    'bill_as_of',
    'bill_total',
    'masked',
    'full',
    'customer',
    'bot',
    'desk',
  ]),
  events: named([...complaintEvents, ...otherEvents]),
  scores: named(['satisfied', 'neutral', 'unsatisfied']),
  ways: named(['chat', 'sms', 'phone']),
  outcomes: named(contactOutcomes),
  remedy_statuses: named(['waiting_approval', 'refused', 'given', 'paid', 'failed']),
});

/** Words of the appeal packet, each in all three languages. */
export type PacketWords = z.infer<typeof packetWordsSchema>;

/** @param dir nlp-models/complaints; @throws DataFileError when the file is missing or wrong */
export const loadPacketWords = (dir: string): PacketWords => loadData(dir, 'packet.yaml', packetWordsSchema);
