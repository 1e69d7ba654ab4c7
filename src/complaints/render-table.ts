/** Lines of a Markdown table. */
export const row = (...cells: string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
export const table = (heads: readonly string[], rows: readonly string[]): string =>
  [row(...heads), `|${' --- |'.repeat(heads.length)}`, ...rows].join('\n');
