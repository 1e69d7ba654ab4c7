import { recall, remember } from '../shared/settings';

const most = 100;
const name = 'ratings';

type Rating = readonly [activityId: string, value: 'up' | 'down'];

/** Thumbs given in this browser, so that they still show after a reload. */
export const ratingOf = (activityId: string): 'up' | 'down' | undefined =>
  ratings().find(([id]) => id === activityId)?.[1];

export function keepRating(activityId: string, value: 'up' | 'down'): void {
  const others = ratings().filter(([id]) => id !== activityId);
  remember(name, JSON.stringify([...others, [activityId, value]].slice(-most)));
}

function ratings(): readonly Rating[] {
  try {
    const kept: unknown = JSON.parse(recall(name) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isRating) : [];
  } catch {
    return [];
  }
}

const isRating = (entry: unknown): entry is Rating =>
  Array.isArray(entry) && typeof entry[0] === 'string' && (entry[1] === 'up' || entry[1] === 'down');
