/** Data volume: `512MB`, `3.2GB` (1 GB = 1024 MB, one decimal, none when whole). @param mb megabytes */
export function volumeText(mb: number): string {
  if (mb < 1024) return `${Math.round(mb)}MB`;
  const gb = (mb / 1024).toFixed(1);
  return `${gb.endsWith('.0') ? gb.slice(0, -2) : gb}GB`;
}
