/** Numbers and calls become conversations under it; both sides of the simulation know it. */
export const channelSecret = 'key of conversation ids in a simulation';
