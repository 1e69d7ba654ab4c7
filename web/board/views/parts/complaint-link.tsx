/** A complaint opens where it is worked on. */
export const ComplaintLink = ({ number }: { number: string }) => (
  <a class="number" href={`/desk#/complaints/${encodeURIComponent(number)}`}>
    {number}
  </a>
);
