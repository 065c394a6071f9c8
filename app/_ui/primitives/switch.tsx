import type { ComponentProps } from "react";
import { cn } from "@/app/_ui/cn";

/** On or off at once. A checkbox to browsers and screen readers, with a switch's role and looks. */
export function Switch({ className, ...props }: Omit<ComponentProps<"input">, "type" | "role">) {
  return (
    <input
      type="checkbox"
      role="switch"
      aria-checked={props.checked}
      className={cn(
        "relative h-6 w-10 shrink-0 cursor-pointer appearance-none rounded-full border border-field bg-raised transition-colors duration-100 checked:border-transparent checked:bg-brand disabled:cursor-not-allowed disabled:opacity-55",
        "before:absolute before:top-1/2 before:left-[3px] before:size-4 before:-translate-y-1/2 before:rounded-full before:bg-(--input) before:transition-[left] before:duration-100 checked:before:left-[19px] checked:before:bg-(--on-brand)",
        className,
      )}
      {...props}
    />
  );
}
