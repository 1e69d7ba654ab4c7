const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

/** Pads to a width in terminal cells, where a Chinese character takes two; longer text is cut. */
export function padded(text: string, width: number): string {
  let cells = 0;
  let shown = '';
  for (const char of text.replace(/\p{Cc}/gu, ' ')) {
    const size = wide.test(char) ? 2 : 1;
    if (cells + size > width) return `${shown}${' '.repeat(width - cells)}`;
    shown += char;
    cells += size;
  }
  return shown + ' '.repeat(width - cells);
}
