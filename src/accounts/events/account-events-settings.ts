import { z } from 'zod';

/** The settings of this room, for the one schema in `src/config.ts`. */
export const accountEventsShape = {
  /** The business system signs what it tells with the same; unset, there is no address to tell it to. */
  ACCOUNT_EVENTS_SECRET: z.string().min(32, 'must be at least 32 characters: openssl rand -hex 32').optional(),
} as const;
