import { dirname, join } from 'node:path';
import { shanghaiDay, shanghaiTime } from '../../ports/calendar';
import { monthWithYear } from '../../wording/dates';
import { sayMoney } from '../../wording/money';
import type { AppealPacket } from '../complaint-api';
import type { PacketWords } from './packet-words';

const margin = 56;
const labelWidth = 96;
const grey = '#555555';
const black = '#000000';
const sizes = { title: 18, heading: 12.5, text: 10, small: 8.5 } as const;
/** Noto Sans Hans (OFL): Simplified and Traditional; only the signs used are put into the file. */
const fontFile = (): string =>
  join(dirname(require.resolve('@embedpdf/fonts-sc')), '..', 'fonts', 'NotoSansHans-Regular.otf');

/**
 * The packet as a PDF to print or send, A4, with its font inside, so that it looks the same everywhere.
 * @returns the file's bytes
 */
export async function packetPdf(packet: AppealPacket, words: PacketWords): Promise<Buffer> {
  const { language, number } = packet;
  const { titles, fields, phrases } = words;
  const t = (name: Readonly<Record<typeof language, string>>): string => name[language];
  // Loaded when the first packet is made: few processes ever make one.
  const { default: Document } = await import('pdfkit');
  const doc = new Document({
    size: 'A4',
    margin,
    bufferPages: true,
    lang: language,
    font: fontFile(),
    info: { Title: `${t(titles.packet)} ${number}`, CreationDate: new Date(packet.madeAt) },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  const width = doc.page.width - 2 * margin;

  const heading = (text: string): void => {
    // With a line or two of what it is the heading of.
    if (doc.y + 90 > doc.page.height - margin) doc.addPage();
    doc.moveDown(0.9).fontSize(sizes.heading).fillColor(black).text(text, margin, doc.y, { width });
    const { y } = doc;
    doc
      .moveTo(margin, y + 1)
      .lineTo(margin + width, y + 1)
      .lineWidth(0.5)
      .stroke(grey);
    doc.moveDown(0.5);
  };
  const row = (label: string, text: string): void => {
    doc.fontSize(sizes.text);
    const indent = { width: width - labelWidth, lineGap: 2 };
    const height = Math.max(doc.heightOfString(text, indent), doc.heightOfString(label, { width: labelWidth - 8 }));
    // A label stays beside its first line.
    if (doc.y + Math.min(height, 40) > doc.page.height - margin) doc.addPage();
    const { y } = doc;
    doc.fillColor(grey).text(label, margin, y, { width: labelWidth - 8 });
    const { y: labelEnd } = doc;
    doc.fillColor(black).text(text, margin + labelWidth, y, indent);
    doc.y = Math.max(doc.y, doc.y < y ? doc.y : labelEnd) + 3;
  };

  const { applicant, respondent, facts, proof } = packet;
  const fill = t(phrases.to_fill_in);
  doc.fontSize(sizes.title).text(t(titles.packet), margin, margin, { width });
  doc
    .fontSize(sizes.small)
    .fillColor(grey)
    .text(t(packet.full ? phrases.full : phrases.masked), { width });
  doc.moveDown(0.5);
  row(t(fields.number), number);
  row(t(fields.filed), minute(packet.filedAt));
  row(t(fields.status), packet.status);

  heading(t(titles.parties));
  row(t(fields.name), applicant.name ?? fill);
  row(t(fields.address), applicant.address ?? fill);
  row(t(fields.phone), applicant.phone ?? fill);
  row(t(fields.respondent), respondent.name);
  if (respondent.address !== undefined) row(t(fields.respondent_address), respondent.address);

  heading(t(titles.matter));
  row(t(fields.request), packet.request ?? fill);
  row(t(fields.reason), packet.reason);
  row(t(fields.facts), facts.story);
  for (const { label, value } of facts.details) row(label, value);
  for (const { at, text } of facts.additions) row(t(fields.addition), `${minute(at)}\n${text}`);

  heading(t(titles.answers));
  row(t(fields.answer_by), `${minute(proof.answerBy)} · ${t(verdict(proof.inTime, phrases))}`);
  for (const answer of packet.answers) {
    row(t(fields.answered), `${minute(answer.at)} · ${answer.by}\n${answer.text}`);
    row(t(fields.cause), answer.cause);
    const { told } = answer;
    row(
      t(fields.told),
      told
        ? `${minute(told.at)} · ${told.way} · ${told.reference}\n${t(verdict(answer.inTime, phrases))}`
        : t(phrases.not_told),
    );
  }
  if (packet.remedies.length > 0) heading(t(titles.remedies));
  for (const { name, amountFen, status } of packet.remedies)
    row(name, [...(amountFen === undefined ? [] : [sayMoney(amountFen, language).text]), status].join(' · '));

  heading(t(titles.evidence));
  if (packet.evidence.length === 0 && !packet.bill) row(t(phrases.none), '');
  if (packet.bill) {
    const { at, month, totalFen, lines } = packet.bill;
    const sums = [...lines, { name: t(phrases.bill_total), amountFen: totalFen }];
    row(
      t(fields.bill),
      [
        `${monthWithYear(month, language)} · ${t(phrases.bill_as_of)} ${minute(at)}`,
        ...sums.map(({ name, amountFen }) => `${name} ${sayMoney(amountFen, language).text}`),
      ].join('\n'),
    );
  }
  for (const [index, { id, name, contentType, size, at }] of packet.evidence.entries())
    row(
      `${index + 1}`,
      name === undefined
        ? `${id} · ${t(phrases.not_kept)}`
        : [name, contentType, size && `${Math.ceil(size / 1024)} KB`, at && minute(at), id].filter(Boolean).join(' · '),
    );

  heading(t(titles.timeline));
  for (const { at, who, what, note } of packet.timeline)
    row(minute(at), note === undefined ? `${what} · ${who}` : `${what} · ${who}\n${note}`);

  const made = `${number} · ${t(fields.made)} ${minute(packet.madeAt)} ${packet.madeBy}`;
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    // Below the margin, where text would otherwise begin a new page.
    doc.page.margins.bottom = 0;
    doc.fontSize(sizes.small).fillColor(grey);
    doc.text(`${made} · ${page + 1}/${count}`, margin, doc.page.height - 36, { width, lineBreak: false });
  }
  doc.end();
  return done;
}

const verdict = (inTime: boolean | undefined, { in_time, late, running }: PacketWords['phrases']) =>
  inTime === undefined ? running : inTime ? in_time : late;

/** `2026-11-21 15:00`, Asia/Shanghai. */
function minute(at: number): string {
  const { hour, minute: minutes } = shanghaiTime(at);
  return `${shanghaiDay(at)} ${[hour, minutes].map((part) => String(part).padStart(2, '0')).join(':')}`;
}
