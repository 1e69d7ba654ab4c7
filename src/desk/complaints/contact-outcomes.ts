/** What can come of a try to reach the customer; kept in the history, so a code stays what it is. */
export const contactOutcomes = ['reached', 'no_answer', 'busy', 'wrong_number', 'no_reply'] as const;
