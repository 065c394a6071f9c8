/** The tenant's name with a mark in its colours; stands in for a logo until there is one. */
export function BrandMark({ name }: { name: string }) {
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <span
        aria-hidden
        className="grid size-7 shrink-0 place-items-center rounded-control bg-brand text-sm font-bold text-on-brand"
      >
        {name[0]?.toUpperCase()}
      </span>
      <span className="truncate text-base font-semibold tracking-tight">{name}</span>
    </span>
  );
}
