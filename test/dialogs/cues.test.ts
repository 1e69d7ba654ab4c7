import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Cue, loadCues } from '../../dialogs/cues';
import { dataDir } from '../support/desk';
import { tempDirs } from '../support/temp-dir';

const cues = loadCues(join(dataDir, 'lexicon/cues.yaml'));
const tempDir = tempDirs();

describe('cues', () => {
  it.each<[Cue, string]>([
    ['bareComplaint', '我要投诉！'],
    ['bareComplaint', 'I want to complain.'],
    ['unknown', '不记得。'],
    ['retry', '再试一次'],
    ['toEnglish', 'English, please'],
    ['toTraditional', '繁體中文'],
    ['cancelIt', '取消'],
  ])('%s is the whole of “%s”', (cue, text) => {
    expect(cues.is(cue, text)).toBe(true);
  });

  it.each<[Cue, string]>([
    ['bareComplaint', '我要投诉你们营业员骂人'],
    ['unknown', '我不知道你们怎么搞的'],
    ['retry', '我再试一次也没用，你们自己看'],
    ['toEnglish', 'my English bill is wrong'],
  ])('%s is not the whole of “%s”', (cue, text) => {
    expect(cues.is(cue, text)).toBe(false);
  });

  it.each<[Cue, string, boolean]>([
    ['anonymous', '我不想留号码', true],
    ['anonymous', '13800000002', false],
    ['contact', '晚上打电话给我', true],
    ['contact', '道歉就行', false],
    ['also', '而且还乱扣钱', true],
    ['always', '每个月扣我6块', true],
    ['sometimes', '时好时坏', true],
    ['wants', '我要求道歉', true],
    ['agree', '没问题，登记吧', true],
    ['disagree', '不对，金额错了', true],
  ])('%s in “%s”: %s', (cue, text, found) => {
    expect(cues.has(cue, text)).toBe(found);
  });

  it('reads any text without throwing', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'binary' }), (text) => {
        expect(typeof cues.is('unknown', text)).toBe('boolean');
        expect(typeof cues.has('question', text)).toBe('boolean');
      }),
    );
  });

  it('refuses a file with an unknown or missing list', () => {
    const file = join(tempDir(), 'cues.yaml');
    writeFileSync(file, 'how: [how]\nunheard: [x]\n');
    expect(() => loadCues(file)).toThrow(/unheard|question/);
  });
});
