/** Numbers and calls become conversations under it; both sides of the simulation know it. */
export const channelSecret = 'key of conversation ids in a simulation';
/** The business system signs with it. */
export const eventsSecret = 'key with which the business system signs in a simulation';
