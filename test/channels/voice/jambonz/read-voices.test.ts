import { readVoices } from '../../../../src/channels/voice/jambonz/read-voices';

test('a voice for each language, with the vendor’s name of the language where it is another', () => {
  expect(readVoices('zh-Hans=cmn-CN/cmn-CN-Wavenet-A, en=Joanna')).toEqual({
    'zh-Hans': { language: 'cmn-CN', voice: 'cmn-CN-Wavenet-A' },
    en: { voice: 'Joanna' },
  });
});

test.each([
  '',
  'Joanna',
  'fr=Céline',
  'en=',
  'en=a/b/c',
  'en=Joanna,en=Amy',
  'en=Joanna,',
  'constructor=x',
  '__proto__=x',
  'en=<x>',
])('%j is none', (text) => expect(readVoices(text)).toBeUndefined());
