import type { Language } from '../ports/language';

/** The strongest first: of several marks in a row one is left. */
const chineseMarks = ['。', '？', '！', '?', '!', '.', '：', ':', '；', ';', '，', ',', '、'];
const english = new Map(
  [...'。.？?！!：:；;，,、,'].reduce<[string, string][]>((pairs, char, at, all) => {
    if (at % 2 === 0) pairs.push([char, all[at + 1] ?? '']);
    return pairs;
  }, []),
);

/** One mark where signs taken out left several, none at the start, no comma at the end. */
export function tidyPauses(text: string, language: Language): string {
  const inEnglish = language === 'en';
  return text
    .replace(/\s+/g, ' ')
    .replace(/ ?[。？！?!.：:；;，,、][。？！?!.：:；;，,、 ]*/g, (run) => {
      const mark = chineseMarks.find((candidate) => run.includes(candidate)) ?? '';
      if (inEnglish)
        return (
          (english.get(mark) ?? mark) +
          (run.trim() === mark && mark.charCodeAt(0) < 128 && !run.endsWith(' ') ? '' : ' ')
        );
      return mark.charCodeAt(0) < 128 && run.endsWith(' ') ? `${mark} ` : mark;
    })
    .replace(/^[，、；：,;: ]+/, '')
    .replace(/[，、, ]+$/, '');
}
