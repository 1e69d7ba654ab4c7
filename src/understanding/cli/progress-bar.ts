const width = 30;

/** Shows how far a long command is, on one line of a terminal; elsewhere one line per tenth. */
export function progressBar(stream: {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
}): (done: number, total: number, note: string) => void {
  let shown = -1;
  return (done, total, note) => {
    const share = total === 0 ? 1 : Math.min(1, done / total);
    const step = Math.floor(share * (stream.isTTY ? 100 : 10));
    if (step === shown) return;
    shown = step;
    const filled = Math.round(share * width);
    const bar = `[${'█'.repeat(filled)}${'·'.repeat(width - filled)}] ${String(Math.floor(share * 100)).padStart(3)} %  ${note}`;
    if (!stream.isTTY) stream.write(`${bar}\n`);
    else stream.write(`\r${bar.padEnd(78)}${share === 1 ? '\n' : ''}`);
  };
}
