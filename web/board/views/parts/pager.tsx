/** To the first page, and to the next one, where there are any. */
export function Pager({
  first,
  next,
}: {
  readonly first: { readonly name: string; readonly href: string } | undefined;
  readonly next: { readonly name: string; readonly href: string } | undefined;
}) {
  return (
    <p class="line pager">
      {[first, next].map((way) =>
        way === undefined ? null : (
          <a key={way.name} class="quiet small" href={way.href}>
            {way.name}
          </a>
        ),
      )}
    </p>
  );
}
