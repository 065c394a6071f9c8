import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/app/_ui/cn";

type CheckboxProps = Omit<ComponentProps<"input">, "type"> & { label: ReactNode; hint?: ReactNode };

/** A box with its label: the whole row is the target. */
export function Checkbox({ label, hint, className, ...props }: CheckboxProps) {
  return (
    <label className={cn("flex cursor-pointer items-start gap-2.5 py-1.5", className)}>
      <input type="checkbox" className="mt-0.5 size-4 shrink-0 accent-(--brand)" {...props} />
      <span className="min-w-0">
        <span className="block break-words">{label}</span>
        {hint && <span className="block text-[0.8125rem] text-muted">{hint}</span>}
      </span>
    </label>
  );
}
