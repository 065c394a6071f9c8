/** A key as it stands on the keyboard. */
export function KeyCap({ children }: { children: string }) {
  return (
    <kbd className="inline-grid min-h-5 min-w-5 place-items-center rounded border border-subtle bg-raised px-1 font-sans text-xs text-text">
      {children}
    </kbd>
  );
}
