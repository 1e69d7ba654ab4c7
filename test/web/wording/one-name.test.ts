import { join } from 'node:path';
import { loadCatalogue } from '../../../src/complaints/catalogue';
import { complaintTypes } from '../../../src/complaints/complaint';
import { loadExportWords } from '../../../src/desk/board/export-words';
import { loadPacketWords } from '../../../src/desk/complaints/packet-words';
import { statusNames } from '../../../src/desk/status-names';
import { loadMeasures } from '../../../src/figures/load-measures';
import { loadOpenings } from '../../../src/handoff/openings';
import { loadMailWording } from '../../../src/learning/mail-wording';
import { languages } from '../../../src/ports/language';
import { boardWordings } from '../../../web/wording/board/board-wording';
import { deskWordings } from '../../../web/wording/desk/desk-wording';
import * as chat from '../../../web/wording/zh-Hant';

const dir = join(__dirname, '../../../nlp-models');
const catalogue = loadCatalogue(join(dir, 'complaints'));
const measures = loadMeasures(join(dir, 'figures'));
const files = loadExportWords(join(dir, 'figures'));
const packet = loadPacketWords(join(dir, 'complaints'));
const { reasons } = loadOpenings(join(dir, 'handoff'));
const { verdicts } = loadMailWording(join(dir, 'learning'));
const types = Object.fromEntries(complaintTypes.map((type) => [type, catalogue.type(type).names]));

type Table = Readonly<Record<string, string>>;

/** Each thing staff read, by every table that names it: pages, files, packet, letters. */
const said = languages.flatMap((language) => {
  const [desk, board] = [deskWordings[language], boardWordings[language]];
  const inFile = (names: Readonly<Record<string, Readonly<Record<typeof language, string>>>>): Table =>
    Object.fromEntries(Object.entries(names).map(([code, name]) => [code, name[language]]));
  const { answer: law, ...promise } = desk.brief.promise;
  const tables: Readonly<Record<string, readonly Table[]>> = {
    statuses: [inFile(statusNames), desk.complaintStatus, board.statuses],
    types: [inFile(types), desk.complaintType, board.types],
    channels: [inFile(files.channels), desk.channel, board.channels],
    languages: [inFile(files.languages), desk.language, board.languages],
    marks: [inFile(files.marks), desk.complaints.mark],
    clocks: [inFile(files.clocks), desk.complaints.clock, board.clocks, { ...promise, law }],
    duties: [inFile(files.duties), board.duties],
    scores: [inFile(files.scores), inFile(packet.scores), desk.complaints.scores, board.scores],
    reasons: [inFile(reasons), desk.reason],
    verdicts: [inFile(verdicts), board.learning.verdict],
    entries: [inFile(files.entries), board.list.entries, desk.outbox.kinds],
    unsent: [inFile(files.unsent), board.list.reasons],
    columns: [inFile(files.headings), board.dimension],
    outcomes: [inFile(packet.outcomes), desk.complaints.contactOutcome],
    remedies: [inFile(packet.remedy_statuses), desk.complaints.remedyStatus],
  };
  return Object.entries(tables).map(([what, names]) => [language, what, names] as const);
});

/** What is fuller in one place on purpose: a column stands alone, and the packet's readers cannot ask. */
const fuller = new Set(['columns botType', 'columns reason', 'columns hour', 'remedies failed', 'verdicts too_early']);

test.each(said)('in %s, %s have one name each', (_, what, [first = {}, ...others]) => {
  const doubles = Object.entries(first).flatMap(([code, name]) =>
    others
      .filter((names) => !fuller.has(`${what} ${code}`) && names[code] !== undefined)
      // Within a sentence a name begins with a small letter.
      .filter((names) => names[code]?.toLowerCase() !== name.toLowerCase())
      .map((names) => `${code}: ${name} | ${names[code]}`),
  );
  expect(doubles).toEqual([]);
  // The tables are about the same things.
  expect(others.every((names) => Object.keys(first).some((code) => names[code] !== undefined))).toBe(true);
});

test('in Traditional Chinese a complaint and the assistant have one word each on all pages', () => {
  const texts = JSON.stringify([deskWordings['zh-Hant'], boardWordings['zh-Hant'], chat, files, measures]);
  // `files` and `measures` hold all languages.
  expect(texts.match(/客訴|智能客服[沒已理]|開啟智能/g)).toBeNull();
  expect(JSON.stringify([deskWordings['zh-Hant'], chat])).not.toContain('智能客服');
});
