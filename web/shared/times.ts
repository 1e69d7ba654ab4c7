/** Times as the visitor's own clock shows them. */
const pad = (n: number) => String(n).padStart(2, '0');

/** @returns `HH:MM` */
export function clockTime(at: number): string {
  const time = new Date(at);
  return `${pad(time.getHours())}:${pad(time.getMinutes())}`;
}

/** @returns a key that is equal for times of one day */
export const dayOf = (at: number): string => new Date(at).toDateString();

/** A day in the page's language; today and yesterday by their names. */
export function dayName(
  at: number,
  now: number,
  language: string,
  names: { today: string; yesterday: string },
): string {
  if (dayOf(at) === dayOf(now)) return names.today;
  if (dayOf(at) === dayOf(now - 86_400_000)) return names.yesterday;
  return new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', day: 'numeric' }).format(at);
}

/** Date and time, for the desk. */
export const dateAndTime = (at: number, language: string): string =>
  new Intl.DateTimeFormat(language, {
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(at);
