import type { ReactNode } from "react";

/** A part of a long form, folded until it is wanted. */
export function FormSection({
  title,
  open = false,
  children,
}: {
  title: string;
  open?: boolean;
  children: ReactNode;
}) {
  return (
    <details open={open} className="rounded-card border border-subtle px-4 py-2">
      <summary className="min-h-6 cursor-pointer py-1 font-medium">{title}</summary>
      <div className="grid gap-4 py-3 sm:grid-cols-2">{children}</div>
    </details>
  );
}
